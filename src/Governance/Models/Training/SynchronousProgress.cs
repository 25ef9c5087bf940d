namespace Governance.Models;

/// <summary>Reports on the calling thread. <see cref="Progress{T}"/> posts to another thread and may change the order.</summary>
internal sealed class SynchronousProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
