using Governance.Access;
using Governance.Platform;
using Governance.Web.Api;

namespace Governance.Web.Access;

internal static class AccessApi
{
    public static void MapAccess(this RouteGroupBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Access");
        users
            .MapGet("", async (Users users, HttpContext http, string? cursor, int? size, CancellationToken ct) =>
                ApiResults.Answer(await users.ListAsync(http.Actor(), cursor, size, ct))
            )
            .WithName("ListUsers")
            .WithSummary("List the users by e-mail address")
            .RequireAuthorization(AccessPolicies.ReadUsers)
            .Produces<Page<UserView>>();
        users
            .MapPost("", async (NewUser user, Users users, HttpContext http, CancellationToken ct) =>
                ApiResults.Created(
                    await users.CreateAsync(user.Email, user.DisplayName, user.Password, user.Roles, http.Actor(), ct),
                    u => $"/api/v1/users/{u.Id}"
                )
            )
            .WithName("CreateUser")
            .WithSummary("Create a user")
            .RequireAuthorization(AccessPolicies.ManageUsers)
            .Produces<UserView>(StatusCodes.Status201Created);
        users
            .MapGet("/{id:guid}", async (Guid id, Users users, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await users.FindAsync(id, http.Actor(), ct))
            )
            .WithName("GetUser")
            .WithSummary("Get a user")
            .RequireAuthorization(AccessPolicies.ReadUsers)
            .Produces<UserView>();
        users
            .MapPut(
                "/{id:guid}/roles",
                async (Guid id, RolesOfUser body, Users users, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await users.SetRolesAsync(id, body.Roles, http.Actor(), ct))
            )
            .WithName("SetUserRoles")
            .WithSummary("Replace the roles of a user")
            .RequireAuthorization(AccessPolicies.ManageUsers)
            .Produces<UserView>();
        users
            .MapPost("/{id:guid}/lock", async (Guid id, Users users, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await users.LockAsync(id, http.Actor(), ct))
            )
            .WithName("LockUser")
            .WithSummary("Lock a user account")
            .RequireAuthorization(AccessPolicies.ManageUsers)
            .Produces<UserView>();
        users
            .MapPost("/{id:guid}/unlock", async (Guid id, Users users, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await users.UnlockAsync(id, http.Actor(), ct))
            )
            .WithName("UnlockUser")
            .WithSummary("Unlock a user account")
            .RequireAuthorization(AccessPolicies.ManageUsers)
            .Produces<UserView>();
        users
            .MapPut(
                "/{id:guid}/password",
                async (Guid id, NewPassword body, Users users, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await users.ResetPasswordAsync(id, body.Password, http.Actor(), ct))
            )
            .WithName("ResetPassword")
            .WithSummary("Set a new password for a user, end their sessions and revoke their tokens")
            .RequireAuthorization(AccessPolicies.ManageUsers)
            .Produces<UserView>();

        users
            .MapGet(
                "/{id:guid}/tokens",
                async (
                    Guid id,
                    AccessTokens tokens,
                    HttpContext http,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) => ApiResults.Answer(await tokens.ListAsync(id, http.Actor(), cursor, size, ct))
            )
            .WithName("ListTokensOfUser")
            .WithSummary("List the tokens of a user, newest first")
            .RequireAuthorization(AccessPolicies.ManageUsers)
            .Produces<Page<TokenView>>();
        users
            .MapDelete(
                "/{id:guid}/tokens/{tokenId:guid}",
                async (Guid id, Guid tokenId, AccessTokens tokens, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await tokens.RevokeAsync(id, tokenId, http.Actor(), ct))
            )
            .WithName("RevokeTokenOfUser")
            .WithSummary("Revoke a token of a user")
            .RequireAuthorization(AccessPolicies.ManageUsers)
            .Produces(StatusCodes.Status204NoContent);

        var tokens = api.MapGroup("/tokens").WithTags("Access").RequireAuthorization(AccessPolicies.OwnTokens);
        tokens
            .MapGet(
                "",
                async (AccessTokens tokens, HttpContext http, string? cursor, int? size, CancellationToken ct) =>
                    ApiResults.Answer(await tokens.ListAsync(http.Actor().UserId, http.Actor(), cursor, size, ct))
            )
            .WithName("ListTokens")
            .WithSummary("List your own tokens, newest first")
            .Produces<Page<TokenView>>();
        tokens
            .MapPost("", async (NewTokenRequest body, AccessTokens tokens, HttpContext http, CancellationToken ct) =>
                ApiResults.Created(
                    await tokens.CreateAsync(body.Name, body.Scopes, body.ExpiresAt, http.Actor(), ct),
                    t => $"/api/v1/tokens/{t.Token.Id}"
                )
            )
            .WithName("CreateToken")
            .WithSummary("Create a token; only this response contains its secret")
            .Produces<NewToken>(StatusCodes.Status201Created);
        tokens
            .MapDelete("/{id:guid}", async (Guid id, AccessTokens tokens, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await tokens.RevokeAsync(http.Actor().UserId, id, http.Actor(), ct))
            )
            .WithName("RevokeToken")
            .WithSummary("Revoke a token")
            .Produces(StatusCodes.Status204NoContent);

        api.MapGet("/me", (HttpContext http) => TypedResults.Ok(Me.Of(http.Actor())))
            .WithTags("Access")
            .WithName("GetMe")
            .WithSummary("Get the user of this request with their permissions");
    }

    internal sealed record NewUser(string Email, string DisplayName, string Password, string[] Roles);

    internal sealed record RolesOfUser(string[] Roles);

    internal sealed record NewPassword(string Password);

    internal sealed record NewTokenRequest(string Name, string[] Scopes, DateTimeOffset ExpiresAt);

    internal sealed record Me(Guid Id, string Name, IReadOnlyList<string> Permissions)
    {
        public static Me Of(Actor actor) =>
            new(actor.UserId, actor.Name, [.. actor.Permissions.Order(StringComparer.Ordinal)]);
    }
}
