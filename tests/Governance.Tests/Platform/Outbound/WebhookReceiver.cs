using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Governance.Tests.Platform.Outbound;

/// <summary>A real HTTP listener that keeps what it receives, with the answer that a test sets.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookReceiver(WebApplication app) => _app = app;

    public ConcurrentQueue<ReceivedCall> Calls { get; } = new();

    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public Uri Address { get; private set; } = default!;

    public string Host => $"{Address.Host}:{Address.Port}";

    public static async Task<WebhookReceiver> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build());
        receiver._app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            receiver.Calls.Enqueue(
                new(
                    context.Request.Path,
                    context.Request.Headers.ToDictionary(
                        h => h.Key,
                        h => h.Value.ToString(),
                        StringComparer.OrdinalIgnoreCase
                    ),
                    body.ToArray()
                )
            );
            await receiver.Answer(context);
        });
        await receiver._app.StartAsync();
        receiver.Address = new(receiver._app.Urls.Single() + "/recall");
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    internal sealed record ReceivedCall(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);
}
