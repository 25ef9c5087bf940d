using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Governance.Platform.Outbound;
using Governance.Testing;
using Microsoft.Extensions.Options;

namespace Governance.Tests.Platform.Outbound;

public sealed class WebhookClientTests
{
    private static readonly byte[] Body = "{\"kind\":\"recall\"}"u8.ToArray();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static WebhookClient Client(string? allowed, HostResolver? hosts = null, TimeSpan? limit = null) =>
        new(
            Options.Create(
                new WebhookOptions { AllowedHosts = allowed, TimeLimit = limit ?? TimeSpan.FromSeconds(10) }
            ),
            hosts ?? new HostResolver(),
            TimeProvider.System
        );

    private static WebhookCall Call(Uri address) => new(Guid.CreateVersion7(), address, Body, "gws_shared");

    [Fact]
    public async Task The_receiver_verifies_the_signature_with_the_shared_secret_and_sees_a_change()
    {
        await using var receiver = await WebhookReceiver.OpenAsync();
        var call = Call(receiver.Address);

        Assert.Null(await Client(receiver.Host).PostAsync(call, Ct));

        var received = Assert.Single(receiver.Calls);
        var timestamp = received.Headers["Governance-Timestamp"];
        // As a receiver computes it, without this product's code.
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp + "."), .. received.Body];
        var expected = "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData("gws_shared"u8, signed));
        Assert.Equal(expected, received.Headers["Governance-Signature"]);
        Assert.NotEqual(
            expected,
            WebhookSignature.Of("gws_shared", long.Parse(timestamp, CultureInfo.InvariantCulture) + 1, received.Body)
        );
        Assert.NotEqual(
            expected,
            WebhookSignature.Of("gws_other", long.Parse(timestamp, CultureInfo.InvariantCulture), received.Body)
        );
        Assert.Equal(Body, received.Body);
        Assert.Equal(
            (call.Id.ToString(), "application/json", "/recall"),
            (received.Headers["Idempotency-Key"], received.Headers["Content-Type"], received.Path)
        );
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("192.168.0.1")]
    [InlineData("172.20.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("64:ff9b::a00:1")]
    public async Task A_public_name_that_resolves_to_a_private_address_is_not_connected_to(string address)
    {
        await using var receiver = await WebhookReceiver.OpenAsync();
        var hosts = new Names(IPAddress.Parse(address));
        var failure = await Client(null, hosts)
            .PostAsync(Call(new($"https://hook.example:{receiver.Address.Port}/")), Ct);
        Assert.Equal((typeof(WebhookAddressForbidden), true), (failure!.Why.GetType(), failure.Final));
        Assert.Equal(["hook.example"], hosts.Asked);
        Assert.Empty(receiver.Calls);
    }

    [Fact]
    public async Task One_private_address_among_public_ones_is_refused_and_the_name_is_resolved_once()
    {
        var hosts = new Names(IPAddress.Parse("8.8.8.8"), IPAddress.Loopback);
        var failure = await Client(null, hosts).PostAsync(Call(new("https://hook.example/")), Ct);
        Assert.IsType<WebhookAddressForbidden>(failure!.Why);
        Assert.Equal(["hook.example"], hosts.Asked);
    }

    [Fact]
    public async Task A_host_that_is_not_listed_any_more_is_refused_at_the_call()
    {
        await using var receiver = await WebhookReceiver.OpenAsync();
        var failure = await Client(null).PostAsync(Call(receiver.Address), Ct);
        Assert.IsType<WebhookAddressForbidden>(failure!.Why);
        Assert.Empty(receiver.Calls);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var inside = await WebhookReceiver.OpenAsync();
        await using var receiver = await WebhookReceiver.OpenAsync();
        receiver.Answer = context =>
        {
            context.Response.Redirect(inside.Address.ToString());
            return Task.CompletedTask;
        };
        var failure = await Client($"{receiver.Host},{inside.Host}").PostAsync(Call(receiver.Address), Ct);
        Assert.Equal(new SendFailure(new WebhookRedirected(302), Final: true), failure);
        Assert.Empty(inside.Calls);
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(503, false)]
    [InlineData(429, false)]
    [InlineData(408, false)]
    [InlineData(400, true)]
    [InlineData(404, true)]
    [InlineData(410, true)]
    public async Task A_status_says_whether_another_attempt_makes_sense(int status, bool final)
    {
        await using var receiver = await WebhookReceiver.OpenAsync();
        receiver.Answer = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        Assert.Equal(
            new SendFailure(new WebhookRefused(status), final),
            await Client(receiver.Host).PostAsync(Call(receiver.Address), Ct)
        );
    }

    [Fact]
    public async Task A_slow_receiver_ends_at_the_limit_and_an_endless_answer_is_not_read()
    {
        await using var receiver = await WebhookReceiver.OpenAsync();
        receiver.Answer = context => Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted);
        var slow = await Client(receiver.Host, limit: TimeSpan.FromMilliseconds(300))
            .PostAsync(Call(receiver.Address), Ct);
        Assert.IsType<WebhookTimedOut>(slow!.Why);
        Assert.False(slow.Final);

        var sent = 0L;
        receiver.Answer = async context =>
        {
            var chunk = new byte[1 << 16];
            while (!context.RequestAborted.IsCancellationRequested && sent < 1L << 30)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
                sent += chunk.Length;
            }
        };
        Assert.Null(await Client(receiver.Host).PostAsync(Call(receiver.Address), Ct));
        Assert.True(sent < 1 << 28, $"{sent} bytes of the answer were taken.");

        receiver.Answer = context =>
        {
            context.Response.Headers["X-Long"] = new string('a', 20_000);
            return Task.CompletedTask;
        };
        var large = await Client(receiver.Host).PostAsync(Call(receiver.Address), Ct);
        Assert.IsType<WebhookAnswerUnusable>(large!.Why);
    }

    [Fact]
    public async Task Nobody_at_the_address_an_unknown_name_and_no_encryption_are_told_apart()
    {
        var port = MailReceiver.FreePort();
        var nobody = await Client($"127.0.0.1:{port}").PostAsync(Call(new($"http://127.0.0.1:{port}/")), Ct);
        Assert.Equal(new SendFailure(new WebhookUnreachable(), Final: false), nobody);
        var unknown = await Client(null, new Names()).PostAsync(Call(new("https://hook.example/")), Ct);
        Assert.Equal(new SendFailure(new WebhookHostUnknown(), Final: false), unknown);
        await using var receiver = await WebhookReceiver.OpenAsync();
        var plain = await Client(receiver.Host).PostAsync(Call(new($"https://{receiver.Host}/")), Ct);
        Assert.Equal(new SendFailure(new WebhookNotEncrypted(), Final: false), plain);
    }

    /// <summary>Every name has these addresses.</summary>
    private sealed class Names(params IPAddress[] addresses) : HostResolver
    {
        public List<string> Asked { get; } = [];

        public override Task<IPAddress[]> ResolveAsync(string host, CancellationToken ct)
        {
            Asked.Add(host);
            return Task.FromResult(addresses);
        }
    }
}
