using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bunit;
using Governance.Access;
using Governance.Platform;
using Governance.Web.Layout;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Consent;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Governance.Web.Tests.Layout;

/// <summary>Exceptions are only in the log; an answer has the reference under which they are found there.</summary>
public sealed partial class FailureTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Secret = "/srv/private/file of Mary Poppins";

    [Theory]
    [InlineData("/api/v1/me")]
    [InlineData("/account/tokens")]
    public async Task A_failed_request_shows_a_reference_that_is_in_the_log_and_nothing_of_the_exception(string path)
    {
        var log = new KeptLog();
        await using var broken = host.WithWebHostBuilder(builder =>
            builder.ConfigureTestServices(services =>
                services.AddSingleton<IAuthorizationHandler, Broken>().AddSingleton<ILoggerProvider>(log)
            )
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Break", "1");
        request.Headers.Add("Cookie", await host.CookieAsync(PortalHost.AdministratorEmail));
        using var answer = await broken
            .CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false })
            .SendAsync(request, PortalHost.Ct);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(PortalHost.Ct);
        Assert.DoesNotContain("Poppins", text, StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidOperation", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        var reference = path.StartsWith("/api", StringComparison.Ordinal)
            ? JsonDocument.Parse(text).RootElement.GetProperty("traceId").GetString()!
            : Reference().Match(text).Groups[1].Value;
        Assert.True(reference.Length > 6, text);
        Assert.Contains(log.Lines, l =>
            l.Contains(reference, StringComparison.Ordinal) && l.Contains(Secret, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failed_page_shows_its_detail_to_an_administrator_alone(bool administrator)
    {
        var log = new KeptLog();
        await using var page = administrator
            ? host.Page(PlatformPolicies.ReadErrors)
            : host.Page(PlatformPolicies.ReadHealth, PlatformPolicies.ReadRuns);
        page.Services.AddLogging(logging => logging.AddProvider(log));
        var shown = page.Render<CascadingAuthentication>();
        shown.Eventually(() => Assert.Contains("not your fault", shown.Markup, StringComparison.Ordinal));

        Assert.Equal(administrator, shown.Markup.Contains(Secret, StringComparison.Ordinal));
        Assert.Equal(administrator, shown.Markup.Contains("   at ", StringComparison.Ordinal));
        var reference = Reference().Match(shown.Markup).Groups[1].Value;
        Assert.Contains(log.Lines, l =>
            l.Contains(reference, StringComparison.Ordinal) && l.Contains(Secret, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_detail_of_errors_is_for_administrators()
    {
        var permissions = host.Get<RolePermissions>();
        Assert.Equal(
            [Roles.Administrator],
            Roles.All.Where(r => permissions.Of([r]).Contains(PlatformPolicies.ReadErrors))
        );
    }

    [GeneratedRegex("reference <code>([^<]+)</code>")]
    private static partial Regex Reference();

    private sealed class Broken : IAuthorizationHandler
    {
        public Task HandleAsync(AuthorizationHandlerContext context) =>
            context.Resource is HttpContext http && http.Request.Headers.ContainsKey("X-Break")
                ? throw new InvalidOperationException(Secret)
                : Task.CompletedTask;
    }

    /// <summary>The boundary around a page with a bug.</summary>
    private sealed class CascadingAuthentication : ComponentBase
    {
        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenComponent<PortalErrorBoundary>(0);
            builder.AddComponentParameter(
                1,
                "ChildContent",
                (RenderFragment)(
                    child =>
                    {
                        child.OpenComponent<Bug>(0);
                        child.CloseComponent();
                    }
                )
            );
            builder.CloseComponent();
        }
    }

    private sealed class Bug : ComponentBase
    {
        protected override void OnInitialized() => throw new InvalidOperationException(Secret);
    }

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
