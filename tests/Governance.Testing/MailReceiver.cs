using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Protocol;
using SmtpServer.Storage;
using Server = SmtpServer.SmtpServer;

namespace Governance.Testing;

/// <summary>A real SMTP server in this process, with a mailbox and the answers that a test sets.</summary>
public sealed class MailReceiver : MessageStore, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    /// <param name="certificate">With it, the server offers STARTTLS, and requires sign-in as <see cref="User"/> after it.</param>
    public MailReceiver(X509Certificate2? certificate = null)
    {
        Port = FreePort();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(this);
        services.Add(new SignIn(this));
        var options = new SmtpServerOptionsBuilder()
            .ServerName("localhost")
            .Endpoint(e =>
            {
                e.Endpoint(new(IPAddress.Loopback, Port));
                if (certificate is not null)
                    e.Certificate(certificate).AuthenticationRequired().AllowUnsecureAuthentication(false);
            })
            .Build();
        _serving = new Server(options, services).StartAsync(_stop.Token);
    }

    /// <summary>Its port on 127.0.0.1, without encryption.</summary>
    public int Port { get; }

    /// <summary>The only user.</summary>
    public const string User = "portal";

    /// <summary>The password of the user.</summary>
    public const string Password = "quite-secret";

    /// <summary>Passwords that clients have sent.</summary>
    public ConcurrentQueue<string> Passwords { get; } = new();

    /// <summary>What it has accepted.</summary>
    public ConcurrentQueue<MimeMessage> Mailbox { get; } = new();

    /// <summary>Decides the answer to a message; one that is refused is not put into the mailbox.</summary>
    public Func<SmtpResponse> Answer { get; set; } = () => SmtpResponse.Ok;

    public override async Task<SmtpResponse> SaveAsync(
        ISessionContext context,
        IMessageTransaction transaction,
        ReadOnlySequence<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        var answer = Answer();
        if (answer.ReplyCode == SmtpReplyCode.Ok)
            Mailbox.Enqueue(await MimeMessage.LoadAsync(new MemoryStream(buffer.ToArray()), cancellationToken));
        return answer;
    }

    private sealed class SignIn(MailReceiver receiver) : UserAuthenticator
    {
        public override Task<bool> AuthenticateAsync(
            ISessionContext context,
            string user,
            string password,
            CancellationToken cancellationToken
        )
        {
            receiver.Passwords.Enqueue(password);
            return Task.FromResult((user, password) == (User, Password));
        }
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _serving;
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
        _stop.Dispose();
    }
}
