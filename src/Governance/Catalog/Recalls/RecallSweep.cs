using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Governance.Catalog;

/// <summary>Sends the notices that are due: retries, and those that were written after their withdrawal was completed.</summary>
public sealed partial class RecallSweep(RecallSender sender, TimeProvider time, ILogger<RecallSweep> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                if (await sender.SendDueAsync(stoppingToken) is var attempts and > 0)
                    Attempted(log, attempts);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                SweepFailed(log, failure);
            }
    }

    [LoggerMessage(LogLevel.Information, "Attempted to send {Count} notices to recipients.")]
    private static partial void Attempted(ILogger log, int count);

    [LoggerMessage(LogLevel.Error, "Sending notices to recipients failed and will be tried again.")]
    private static partial void SweepFailed(ILogger log, Exception failure);
}
