namespace Governance.Web.Components;

/// <summary>
/// Loads one at a time for a page that follows a feed: two loads at once could end in the wrong order and leave the older
/// result on the page. Calls during a load share one more load after it, and each caller waits for that one.
/// Runs in the page's synchronization context, so it needs no lock.
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
