namespace Governance.Audits;

/// <summary>What an audit measured, section by section, before it is judged.</summary>
internal sealed record MeasuredSections(
    CoreSections Core,
    RetrievalSection Retrieval,
    RobustnessSection Noise,
    RobustnessSection Dropout,
    ClockSection Clock
);
