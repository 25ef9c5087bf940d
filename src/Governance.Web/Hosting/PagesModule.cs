using Governance.Web.Access;
using Governance.Web.Api;
using Governance.Web.Layout;
using Microsoft.AspNetCore.SignalR;
using MudBlazor.Services;

namespace Governance.Web.Hosting;

/// <summary>Registers what pages need, orders the middleware, and maps the pages.</summary>
internal static class PagesModule
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services
            .AddRazorComponents()
            .AddInteractiveServerComponents(circuits => circuits.DetailedErrors = false)
            .AddHubOptions(hub => hub.AddFilter<OpenPages>());
        services.AddMudServices(mud =>
            mud.SnackbarConfiguration.PositionClass = MudBlazor.Defaults.Classes.Position.BottomRight
        );
        services.AddAntiforgery(forgery =>
        {
            forgery.Cookie.Name = "governance-forms";
            forgery.Cookie.SameSite = SameSiteMode.Strict;
            forgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddExceptionHandler<FailureLog>();
        services.AddScoped<PortalScript>();
        services.AddScoped<Viewer>();
        services.AddScoped<DatasetInView>();
        return services;
    }

    public static void UsePortalPipeline(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        // Inside the two above, so that the API answers with problem details before they show a page.
        app.UseWhen(
            context => ApiMap.IsApi(context.Request),
            api =>
            {
                api.UseExceptionHandler();
                api.UseStatusCodePages();
            }
        );
        app.UseAuthentication();
        app.UseWrongTokenAnswers();
        app.UseRequestHeaderRule();
        app.UseAuthorization();
        app.UseUploadSpace();
        app.UseAntiforgery();
        app.UseStrictRequests();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        // Without this, Blazor adds a second policy for frame-ancestors.
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
    }
}
