using System.Net;
using Governance.Web.Api;
using Governance.Web.Components;
using Microsoft.AspNetCore.HttpOverrides;
using Scalar.AspNetCore;

namespace Governance.Web.Hosting;

/// <summary>The security headers of every answer, and the proxies that the host trusts about the origin of a request.</summary>
internal static class Security
{
    // Inline styles are allowed because MudBlazor needs them for its theme and positions; inline scripts and other origins are not.
    private const string Pages =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurity(this WebApplication app)
    {
        if (app.Configuration[Addresses.ProxiesSetting] is { Length: > 0 } proxies)
            app.UseForwardedHeaders(Trust(proxies));
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    var headers = context.Response.Headers;
                    headers.XContentTypeOptions = "nosniff";
                    headers["Referrer-Policy"] = "same-origin";
                    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
                    headers["Cross-Origin-Opener-Policy"] = "same-origin";
                    // The API's reference page starts with an inline script that has a nonce.
                    headers.ContentSecurityPolicy = context.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce
                        ? Pages.Replace(
                            "script-src 'self'",
                            $"script-src 'self' 'nonce-{nonce}'",
                            StringComparison.Ordinal
                        )
                        : Pages;
                    if (ApiMap.IsApi(context.Request) && string.IsNullOrEmpty(headers.CacheControl))
                        headers.CacheControl = "private, no-store";
                    // Pages name samples too; without this the browser keeps them for “back” and for the offline cache.
                    else if (
                        context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase)
                            == true
                        && !headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal)
                    )
                        headers.CacheControl = "private, no-store";
                    return Task.CompletedTask;
                });
                return next(context);
            }
        );
        app.UseHostRule();
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
    }

    private static ForwardedHeadersOptions Trust(string proxies)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders =
                ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (
            var proxy in proxies.Split(
                [',', ';'],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
        {
            if (IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(proxy, out var network))
                options.KnownIPNetworks.Add(network);
            else
                throw new InvalidOperationException(
                    $"“{proxy}” in {Addresses.ProxiesSetting} is neither an IP address nor a network."
                );
        }
        return options;
    }
}
