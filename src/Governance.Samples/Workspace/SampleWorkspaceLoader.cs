namespace Governance.Samples;

/// <summary>Loads the sample workspace in the background, once the host has started.</summary>
internal sealed partial class SampleWorkspaceLoader(
    SampleSteps steps,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<SampleWorkspaceLoader> log
) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(400);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            var (from, worked) = (time.GetTimestamp(), false);
            while (await steps.NextAsync(stoppingToken) is var step and not SampleStep.Done)
            {
                worked = true;
                if (step == SampleStep.Waiting)
                    await Task.Delay(LookEvery, time, stoppingToken);
            }
            if (worked)
                Loaded(log, time.GetElapsedTime(from).TotalSeconds);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start continues where this one stopped.
        }
        catch (Exception failure)
        {
            // The portal works without its samples; the next start continues.
            NotLoaded(log, failure);
        }
    }

    [LoggerMessage(LogLevel.Information, "The sample workspace is loaded, after {Seconds:0.0} s.")]
    private static partial void Loaded(ILogger log, double seconds);

    [LoggerMessage(
        LogLevel.Error,
        "The sample workspace could not be loaded; the next start continues. If a job failed, the list of jobs shows it."
    )]
    private static partial void NotLoaded(ILogger log, Exception failure);
}
