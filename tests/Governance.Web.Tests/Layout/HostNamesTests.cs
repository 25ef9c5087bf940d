using System.Net;
using Governance.Web.Components;
using Governance.Web.Hosting;
using Governance.Web.Tests.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Web.Tests.Layout;

public sealed class HostNamesTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly IPAddress Arrived = IPAddress.Parse("192.168.7.5");

    [Theory]
    // Nothing set: loopback and the configured names.
    [InlineData(null, "http://127.0.0.1:5080", "localhost:5080", true)]
    [InlineData(null, "http://127.0.0.1:5080", "[::1]:5080", true)]
    [InlineData(null, "http://127.0.0.1:5080", "evil.example", false)]
    [InlineData(null, "http://127.0.0.1:5080", "192.168.7.5", false)]
    [InlineData(null, "http://portal.example.org;http://127.0.0.1", "portal.example.org", true)]
    [InlineData(null, "http://portal.example.org", "portal.example.org.evil.example", false)]
    // Every address: also the one at which the request arrived, and no other.
    [InlineData(null, "http://+:8080", "192.168.7.5:8080", true)]
    [InlineData(null, "http://0.0.0.0:8080", "192.168.7.5", true)]
    [InlineData(null, "http://[::]:8080", "192.168.7.5", true)]
    [InlineData(null, "http://*:8080", "192.168.7.6", false)]
    [InlineData(null, "http://*:8080", "evil.example", false)]
    // Set: what is set, and nothing else.
    [InlineData("portal.example.org;*.lab.example", "http://+:8080", "PORTAL.example.org", true)]
    [InlineData("portal.example.org;*.lab.example", "http://+:8080", "b.lab.example:443", true)]
    [InlineData("portal.example.org;*.lab.example", "http://+:8080", "lab.example", false)]
    [InlineData("portal.example.org", "http://+:8080", "192.168.7.5", false)]
    [InlineData("portal.example.org", "http://+:8080", "localhost", false)]
    [InlineData("*", "http://+:8080", "anything.example", true)]
    [InlineData("portal.example.org", "http://+:8080", "", false)]
    public void The_portal_accepts_its_own_host_names(string? set, string urls, string asked, bool known)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [HostNames.Setting] = set, ["urls"] = urls })
            .Build();
        Assert.Equal(known, new HostNames(configuration).Knows(new HostString(asked), Arrived));
    }

    [Fact]
    public void On_every_address_the_machines_name_is_its_own()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["http_ports"] = "8080" })
            .Build();
        var name = System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().HostName;
        Assert.True(new HostNames(configuration).Knows(new HostString(name), Arrived));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/runs")]
    [InlineData("/account/sign-in?returnUrl=%2Fruns")]
    [InlineData("/api/v1/me")]
    [InlineData("/healthz")]
    public async Task A_request_with_a_foreign_host_name_is_refused_without_a_redirect(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "evil.example" } };
        using var answer = await host.Browser().SendAsync(request, PortalHost.Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.Contains(
            "AllowedHosts",
            await answer.Content.ReadAsStringAsync(PortalHost.Ct),
            StringComparison.Ordinal
        );
    }

    [Theory]
    // A trusted proxy: the forwarded name counts, and is checked.
    [InlineData(
        "10.0.0.9",
        "portal.example.org",
        HttpStatusCode.Redirect,
        "https://portal.example.org/account/sign-in"
    )]
    [InlineData("10.0.0.9", "evil.example", HttpStatusCode.BadRequest, null)]
    // Other senders: forwarded headers are ignored.
    [InlineData("10.0.0.8", "evil.example", HttpStatusCode.Redirect, "http://localhost/account/sign-in")]
    [InlineData("10.0.0.8", "portal.example.org", HttpStatusCode.Redirect, "http://localhost/account/sign-in")]
    public async Task A_forwarded_host_name_is_accepted_from_a_trusted_proxy_and_checked_too(
        string from,
        string forwarded,
        HttpStatusCode status,
        string? leadsTo
    )
    {
        await using var behind = host.WithWebHostBuilder(builder =>
            builder
                .UseSetting(Addresses.ProxiesSetting, "10.0.0.9")
                .UseSetting(HostNames.Setting, "portal.example.org;localhost")
                .ConfigureTestServices(services => services.AddSingleton<IStartupFilter>(new From(from)))
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, "/runs");
        request.Headers.Add("X-Forwarded-Host", forwarded);
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "203.0.113.5");
        using var answer = await behind
            .CreateClient(new() { AllowAutoRedirect = false })
            .SendAsync(request, PortalHost.Ct);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(leadsTo, answer.Headers.Location?.GetLeftPart(UriPartial.Path));
    }

    /// <summary>The address of the other end, which a server in memory does not have.</summary>
    private sealed class From(string address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (context, on) =>
                    {
                        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
                        return on(context);
                    }
                );
                next(app);
            };
    }
}
