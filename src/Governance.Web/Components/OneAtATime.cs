namespace Governance.Web.Components;

/// <summary>
/// One look at a time for a page that follows a feed: two looks side by side could end in the wrong order, and the older
/// answer would stay. A look asked for while one is under way is made once after it, and whoever asked waits for that.
/// Used on the page's own thread of events, so it needs no lock.
/// </summary>
internal sealed class OneAtATime(Func<Task> look)
{
    private Task _looking = Task.CompletedTask;
    private bool _again;

    public Task LookAsync()
    {
        if (_looking.IsCompleted)
            return _looking = LoopAsync();
        _again = true;
        return _looking;
    }

    private async Task LoopAsync()
    {
        do
        {
            _again = false;
            await look();
        } while (_again);
    }
}
