using Governance.Access;
using Governance.Platform;
using Governance.Web.Frame;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Access;

public sealed partial class UsersPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly HashSet<string> _roles = new(StringComparer.Ordinal);
    private Page<UserView>? _page;
    private Refusal? _refused;
    private Guid? _edited;
    private bool _adding;
    private bool _mayManage;
    private bool _busy;
    private string _email = "";
    private string _name = "";
    private string _password = "";

    [Inject] internal AccessRegister Register { get; set; } = default!;
    [Inject] internal CurrentActor Current { get; set; } = default!;
    [Inject] internal Viewer Viewer { get; set; } = default!;

    [SupplyParameterFromQuery] internal string? Cursor { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _mayManage = (await Current.GetAsync()).May(AccessPolicies.ManageUsers);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var page = await Register.ListAsync(await Current.GetAsync(), Cursor, 50, _left.Token);
        if (page.Ok) _page = page.Value;
        else _refused = page.Refusal;
    }

    private void Edit(UserView user)
    {
        _edited = user.Id;
        _adding = false;
        _password = "";
        _roles.Clear();
        _roles.UnionWith(user.Roles);
    }

    private Task AddAsync() => ChangeAsync(async actor =>
    {
        var added = await Register.CreateAsync(_email, _name, _password, [.. _roles], actor, _left.Token);
        if (added.Ok)
        {
            _adding = false;
            (_email, _name, _password) = ("", "", "");
            _roles.Clear();
        }
        return added;
    });

    private Task SaveAsync() => ChangeAsync(async actor =>
    {
        var id = _edited!.Value;
        var saved = await Register.SetRolesAsync(id, [.. _roles], actor, _left.Token);
        if (saved.Ok && _password.Length > 0) saved = await Register.ResetPasswordAsync(id, _password, actor, _left.Token);
        if (saved.Ok) (_edited, _password) = (null, "");
        return saved;
    });

    private async Task ChangeAsync(Func<Actor, Task<Result<UserView>>> change)
    {
        if (_busy) return;
        _busy = true;
        try
        {
            _refused = (await change(await Current.GetAsync())).Refusal;
            if (_refused is null) await LoadAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}
