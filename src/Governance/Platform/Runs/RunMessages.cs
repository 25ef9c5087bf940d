namespace Governance.Platform.Runs;

/// <summary>A run that stopped at a refusal whose remedy does not help there: only what happened is shown.</summary>
[Code("what-was-refused")]
internal sealed record WhatWasRefused(Refusal Refusal) : Statement(Refusal.What);

/// <param name="Thing">What the run was about: version, audit.</param>
[Code("run-target-gone")]
internal sealed record RunTargetGone(string Thing) : Statement($"The {Thing} is gone.");

/// <param name="Exception">The exception's type; its message may hold data.</param>
[Code("run-met-unexpected-error")]
internal sealed record RunMetUnexpectedError(string Exception, Guid RunId)
    : Statement($"An unexpected error stopped it ({Exception}). The log has the detail under run {RunId}.");

[Code("run-ended-its-worker")]
internal sealed record RunEndedItsWorker(int Times)
    : Statement(
        $"It ended the worker {InWords(Times)}: the process was gone before the work was done, most often "
            + "because memory ran out. It is not taken up again. Start it with less data."
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

/// <summary>A stage of which there is more to tell.</summary>
[Code("stage-with-detail")]
internal sealed record StageWithDetail(Message Stage, string Detail) : Statement($"{Stage.Text}: {Detail}");
