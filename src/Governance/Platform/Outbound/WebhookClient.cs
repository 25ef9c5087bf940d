using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Governance.Platform.Outbound;

/// <summary>
/// Calls webhooks. A host name is resolved once, every address is checked, and the connection goes to a checked address, so that a
/// name cannot change its address between check and connection. Redirects and proxies are not used; the body of the answer is
/// not read.
/// </summary>
public sealed class WebhookClient(IOptions<WebhookOptions> options, HostResolver hosts, TimeProvider time)
{
    /// <summary>Most kilobytes of the answer's headers.</summary>
    private const int MaxHeaderKilobytes = 16;

    /// <summary>Posts the body; null once the receiver has answered with a status of 200 to 299.</summary>
    public async Task<SendFailure?> PostAsync(WebhookCall call, CancellationToken ct)
    {
        // The address was checked when it was entered, but the settings may have changed since.
        if (!WebhookAddress.Read(call.Address.OriginalString, options.Value).Ok)
            return new(new WebhookAddressForbidden(), Final: true);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.Value.TimeLimit);
        using var client = ClientFor(call.Address);
        try
        {
            using var request = RequestOf(call);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return FailureOf((int)answer.StatusCode);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(new WebhookTimedOut((int)Math.Ceiling(options.Value.TimeLimit.TotalSeconds)), Final: false);
        }
        catch (HttpRequestException failed) when (!ct.IsCancellationRequested)
        {
            return FailureOf(failed);
        }
    }

    private HttpClient ClientFor(Uri address)
    {
        var insideAllowed = options.Value.Allows(address);
        return new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                MaxResponseHeadersLength = MaxHeaderKilobytes,
                MaxResponseDrainSize = 0,
                ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, insideAllowed, ct),
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    private async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool insideAllowed, CancellationToken ct)
    {
        var addresses = await hosts.ResolveAsync(to.Host, ct);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        // One private address among public ones is enough to refuse: which one is used must not be left to chance.
        if (!insideAllowed && !addresses.All(PublicAddress.Is))
            throw new ForbiddenAddressException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, to.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private HttpRequestMessage RequestOf(WebhookCall call)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, call.Address)
        {
            Content = new ByteArrayContent(call.Body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        request.Headers.Add("Idempotency-Key", call.Id.ToString());
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Of(call.Secret, timestamp, call.Body));
        return request;
    }

    private static SendFailure? FailureOf(int status) =>
        status switch
        {
            >= 200 and < 300 => null,
            >= 300 and < 400 => new(new WebhookRedirected(status), Final: true),
            // Too early, too many, or not now: the same call may succeed later.
            408 or 409 or 423 or 425 or 429 => new(new WebhookRefused(status), Final: false),
            >= 400 and < 500 => new(new WebhookRefused(status), Final: true),
            _ => new(new WebhookRefused(status), Final: false),
        };

    private static SendFailure FailureOf(HttpRequestException failed)
    {
        for (Exception? cause = failed; cause is not null; cause = cause.InnerException)
            switch (cause)
            {
                case ForbiddenAddressException:
                    return new(new WebhookAddressForbidden(), Final: true);
                case SocketException
                {
                    SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain
                }:
                    return new(new WebhookHostUnknown(), Final: false);
            }
        return failed.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => new(new WebhookNotEncrypted(), Final: false),
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => new(
                new WebhookAnswerUnusable(),
                Final: false
            ),
            _ => new(new WebhookUnreachable(), Final: false),
        };
    }

    private sealed class ForbiddenAddressException : Exception;
}
