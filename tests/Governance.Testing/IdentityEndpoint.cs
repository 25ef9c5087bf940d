using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Governance.Testing;

/// <summary>
/// A managed identity endpoint in this process, as App Service offers it to its processes: it issues tokens by HTTP to who
/// knows the header (https://learn.microsoft.com/azure/app-service/overview-managed-identity). The client library reads the
/// address once for a process, so there is one endpoint, and each test has an identity of its own.
/// </summary>
public sealed class IdentityEndpoint : IDisposable
{
    /// <summary>The key of the system-assigned identity in <see cref="Identities"/>.</summary>
    public const string System = "";

    private const string Version = "2019-08-01";
    private readonly HttpListener _listener = new();
    private readonly string _secret = Guid.NewGuid().ToString("N");

    public IdentityEndpoint()
    {
        var port = FreePort();
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", $"http://127.0.0.1:{port}/msi/token/");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", _secret);
        _ = ServeAsync();
    }

    /// <summary>The identities of the host by their client id; the system-assigned one has none.</summary>
    public ConcurrentDictionary<string, TestIdentity> Identities { get; } = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            var (status, body) = Answer(context.Request);
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        }
    }

    private (int Status, string Body) Answer(HttpListenerRequest request)
    {
        if (request.Headers["X-IDENTITY-HEADER"] != _secret || request.QueryString["api-version"] != Version)
            return Refused(401, "The header or the version is wrong.");
        var client = request.QueryString["client_id"] ?? System;
        if (!Identities.TryGetValue(client, out var identity) || request.QueryString["resource"] is not { } resource)
            return Refused(400, "No identity of this host was found.");
        var issued = identity.Issue();
        if (identity.Refuses)
            return Refused(403, "This identity may not get a token.");
        var now = DateTimeOffset.UtcNow;
        return (
            200,
            JsonSerializer.Serialize(
                new Dictionary<string, string>
                {
                    ["access_token"] = Token(identity.Audience ?? resource, now, now + identity.Lives, issued),
                    ["expires_on"] = Seconds(now + (identity.Claims ?? identity.Lives)),
                    ["resource"] = resource,
                    ["token_type"] = "Bearer",
                    ["client_id"] = client,
                }
            )
        );
    }

    /// <summary>A JSON Web Token whose signature nobody checks.</summary>
    private static string Token(string audience, DateTimeOffset now, DateTimeOffset until, int number)
    {
        var claims = new Dictionary<string, object>
        {
            ["aud"] = audience,
            ["iss"] = "https://sts.windows.net/6f3f1c1a-0000-4000-8000-000000000000/",
            ["iat"] = now.AddHours(-1).ToUnixTimeSeconds(),
            ["nbf"] = now.AddHours(-1).ToUnixTimeSeconds(),
            ["exp"] = until.ToUnixTimeSeconds(),
            ["jti"] = number,
        };
        return $"{Part(new Dictionary<string, object> { ["alg"] = "RS256", ["typ"] = "JWT" })}.{Part(claims)}.c2ln";
    }

    private static string Part(Dictionary<string, object> json) =>
        Convert
            .ToBase64String(JsonSerializer.SerializeToUtf8Bytes(json))
            .TrimEnd('=')
            .Replace('+', '-')
            .Replace('/', '_');

    private static (int, string) Refused(int status, string message) =>
        (status, JsonSerializer.Serialize(new { statusCode = status, message }));

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
