using Governance.Access;
using Governance.Platform;
using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Access;

/// <summary>Lists, creates and revokes the user's own access tokens.</summary>
public sealed partial class TokensPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly HashSet<string> _scopes = new(StringComparer.Ordinal);
    private Page<TokenView>? _page;
    private IReadOnlyList<Permission> _mine = [];
    private Refusal? _refused;
    private string? _secret;
    private string _name = "";
    private int _days = 90;
    private bool _everything;
    private bool _adding;
    private bool _copied;
    private bool _busy;

    [Inject]
    internal AccessTokens Tokens { get; set; } = default!;

    [Inject]
    internal RolePermissions Permissions { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal PortalScript Script { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    [SupplyParameterFromQuery]
    internal string? Cursor { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Current.GetAsync();
        _mine = [.. Permissions.All.Where(p => actor.May(p.Name))];
        await LoadAsync(actor);
    }

    private async Task LoadAsync(Actor actor)
    {
        var page = await Tokens.ListAsync(actor.UserId, actor, Cursor, 50, _left.Token);
        if (page.Ok)
            _page = page.Value;
        else
            _refused = page.Refusal;
    }

    private void Tick(string scope, bool ticked)
    {
        if (ticked)
            _scopes.Add(scope);
        else
            _scopes.Remove(scope);
    }

    private Task CreateAsync() =>
        WorkAsync(async actor =>
        {
            var expires = Time.GetUtcNow().AddDays(Math.Clamp(_days, 1, 366));
            var made = await Tokens.CreateAsync(
                _name,
                _everything ? [AccessTokens.Everything] : [.. _scopes],
                expires,
                actor,
                _left.Token
            );
            if (made.Refusal is { } refusal)
                return refusal;
            (_secret, _copied, _adding, _name) = (made.Value.Secret, false, false, "");
            return Result.Done;
        });

    private Task RevokeAsync(Guid id) => WorkAsync(actor => Tokens.RevokeAsync(actor.UserId, id, actor, _left.Token));

    private async Task WorkAsync(Func<Actor, Task<Result>> work)
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            var actor = await Current.GetAsync();
            _refused = (await work(actor)).Refusal;
            if (_refused is null)
                await LoadAsync(actor);
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task CopyAsync() => _copied = await Script.CallAsync<bool>("copyText", _secret);

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}
