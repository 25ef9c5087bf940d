using Governance.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;

namespace Governance.Web.Access;

/// <summary>Authentication: a cookie for pages, a bearer token for scripts.</summary>
internal static class SignIn
{
    public const string SignInPath = "/account/sign-in";
    public const string ForbiddenPath = "/account/not-allowed";
    private const string Chooser = "Governance";

    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services
            .AddAuthentication(Chooser)
            .AddPolicyScheme(Chooser, null, scheme =>
                scheme.ForwardDefaultSelector = context =>
                    context.Request.Headers.ContainsKey("Authorization")
                        ? BearerTokens.SchemeName
                        : IdentityConstants.ApplicationScheme
            )
            .AddScheme<AuthenticationSchemeOptions, BearerTokens>(BearerTokens.SchemeName, null)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(Cookie));
        new IdentityBuilder(typeof(User), typeof(IdentityRole<Guid>), services).AddSignInManager();

        services.AddAuthorization(authorization =>
            authorization.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()
        );
        services
            .AddOptions<AuthorizationOptions>()
            .Configure<RolePermissions>(
                (authorization, permissions) =>
                {
                    foreach (var permission in permissions.All)
                        authorization.AddPolicy(permission.Name, policy =>
                            policy.RequireAuthenticatedUser().RequireClaim(AccessClaims.Permission, permission.Name)
                        );
                }
            );
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, Api.ApiAuthorizationAnswers>();

        services.AddScoped<SessionCookie>();
        services.AddSingleton<OpenPages>();
        services.AddSingleton<WrongTokens>();
        services.AddSingleton<SignInLimits>();
        services.AddScoped<SignInGate>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, PortalAuthenticationState>();
        services.AddScoped<CurrentActor>();
        return services;
    }

    private static void Cookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "governance";
        cookie.Cookie.HttpOnly = true;
        // Lax, not Strict, so that a link in an e-mail opens signed in. API calls that change data require a header as well.
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.EventsType = typeof(SessionCookie);
        cookie.ExpireTimeSpan = SignInSessions.Life;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = SignInPath;
        cookie.AccessDeniedPath = ForbiddenPath;
        cookie.ReturnUrlParameter = "returnUrl";
    }
}
