using Governance.Access;
using Governance.Ethics;
using Governance.Platform;
using Governance.Web.Access;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Ethics;

/// <summary>Lists board members; administrators appoint them and end seats.</summary>
public sealed partial class MembersPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Page<MemberView>? _page;
    private IReadOnlyList<UserView> _users = [];
    private Refusal? _refused;
    private Guid _userId;
    private MemberKind _kind = MemberKind.Nonscientific;
    private bool _adding;
    private bool _busy;

    [Inject]
    internal BoardMembers Members { get; set; } = default!;

    [Inject]
    internal Users Users { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "cursor")]
    internal string? CursorText { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Current.GetAsync();
        await LoadAsync(actor);
        if (!actor.May(EthicsPolicies.Members))
            return;
        var people = await Users.ListAsync(actor, null, Cursor.MaxPageSize, _left.Token);
        if (!people.Ok)
            return;
        _users = people.Value.Items;
        if (_userId == Guid.Empty && _users.Count > 0)
            _userId = _users[0].Id;
    }

    private async Task LoadAsync(Actor actor)
    {
        var page = await Members.ListAsync(actor, CursorText, 50, _left.Token);
        _refused = page.Refusal;
        if (page.Ok)
            _page = page.Value;
    }

    private Task AppointAsync() =>
        ActAsync(async actor =>
        {
            var appointed = await Members.AppointAsync(actor, _userId, _kind, null, null, _left.Token);
            if (appointed.Ok)
                _adding = false;
            return appointed.Refusal;
        });

    private Task EndAsync(Guid memberId) =>
        ActAsync(async actor => (await Members.EndAsync(actor, memberId, _left.Token)).Refusal);

    private async Task ActAsync(Func<Actor, Task<Refusal?>> act)
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            var actor = await Current.GetAsync();
            var refused = await act(actor);
            await LoadAsync(actor);
            _refused = refused ?? _refused;
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
