namespace Governance.Platform.Runs;

/// <summary>Shows only what happened at a refusal, because its remedy does not help with a run.</summary>
[Code("what-was-refused")]
internal sealed record WhatWasRefused(Refusal Refusal) : Statement(Refusal.What);

/// <param name="Thing">What the run was about: version, audit.</param>
[Code("run-target-gone")]
internal sealed record RunTargetGone(string Thing) : Statement($"The {Thing} no longer exists.");

/// <param name="Exception">The exception's type; its message may hold data.</param>
[Code("run-met-unexpected-error")]
internal sealed record RunMetUnexpectedError(string Exception, Guid RunId)
    : Statement($"An unexpected error stopped the job ({Exception}). The log has the details under run {RunId}.");

[Code("run-ended-its-worker")]
internal sealed record RunEndedItsWorker(int Times)
    : Statement(
        $"The worker process ended {InWords(Times)} before the job was done; it may have run out of memory. "
            + "The job is not tried again. Start it with less data."
    )
{
    private static string InWords(int times) =>
        times switch
        {
            1 => "once",
            2 => "twice",
            3 => "three times",
            _ => $"{times} times",
        };
}

/// <summary>A stage with a detail after its name.</summary>
[Code("stage-with-detail")]
internal sealed record StageWithDetail(Message Stage, string Detail) : Statement($"{Stage.Text}: {Detail}");
