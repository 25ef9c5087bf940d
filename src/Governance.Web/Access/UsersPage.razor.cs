using Governance.Access;
using Governance.Platform;
using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Access;

/// <summary>Lists and creates users; changes roles, passwords, locks and tokens.</summary>
public sealed partial class UsersPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly HashSet<string> _roles = new(StringComparer.Ordinal);
    private Page<UserView>? _page;
    private IReadOnlyList<TokenView> _tokens = [];
    private Refusal? _refused;
    private Guid? _edited;
    private bool _adding;
    private bool _mayManage;
    private bool _busy;
    private string _email = "";
    private string _name = "";
    private string _password = "";

    [Inject]
    internal Users Users { get; set; } = default!;

    [Inject]
    internal AccessTokens Tokens { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal Viewer Viewer { get; set; } = default!;

    [SupplyParameterFromQuery]
    internal string? Cursor { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _mayManage = (await Current.GetAsync()).May(AccessPolicies.ManageUsers);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var page = await Users.ListAsync(await Current.GetAsync(), Cursor, 50, _left.Token);
        if (page.Ok)
            _page = page.Value;
        else
            _refused = page.Refusal;
    }

    private async Task EditAsync(UserView user)
    {
        _edited = user.Id;
        await LoadTokensAsync(await Current.GetAsync());
        _adding = false;
        _password = "";
        _roles.Clear();
        _roles.UnionWith(user.Roles);
    }

    /// <summary>The newest ones; the API lists all.</summary>
    private async Task LoadTokensAsync(Actor actor)
    {
        if (_edited is not { } id)
            return;
        var tokens = await Tokens.ListAsync(id, actor, null, Governance.Platform.Cursor.MaxPageSize, _left.Token);
        if (tokens.Ok)
            _tokens = tokens.Value.Items;
        else
            _refused = tokens.Refusal;
    }

    private Task RevokeAsync(Guid tokenId) =>
        ChangeAsync(async actor =>
        {
            var revoked = await Tokens.RevokeAsync(_edited!.Value, tokenId, actor, _left.Token);
            return revoked.Refusal is { } refusal ? refusal : await Users.FindAsync(_edited.Value, actor, _left.Token);
        });

    private Task AddAsync() =>
        ChangeAsync(async actor =>
        {
            var added = await Users.CreateAsync(_email, _name, _password, [.. _roles], actor, _left.Token);
            if (added.Ok)
            {
                _adding = false;
                (_email, _name, _password) = ("", "", "");
                _roles.Clear();
            }
            return added;
        });

    private Task SaveAsync() =>
        ChangeAsync(async actor =>
        {
            var id = _edited!.Value;
            var saved = await Users.SetRolesAsync(id, [.. _roles], actor, _left.Token);
            if (saved.Ok && _password.Length > 0)
                saved = await Users.ResetPasswordAsync(id, _password, actor, _left.Token);
            if (saved.Ok)
                (_edited, _password) = (null, "");
            return saved;
        });

    private async Task ChangeAsync(Func<Actor, Task<Result<UserView>>> change)
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            var actor = await Current.GetAsync();
            _refused = (await change(actor)).Refusal;
            if (_refused is not null)
                return;
            await LoadAsync();
            await LoadTokensAsync(actor);
        }
        finally
        {
            _busy = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}
