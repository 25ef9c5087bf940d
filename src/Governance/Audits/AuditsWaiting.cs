namespace Governance.Audits;

/// <param name="Unaudited">Ready versions without an audit that has finished or is being made.</param>
/// <param name="NotPassed">Ready versions that are in use, proposed for use, or the newest ready one of their model,
/// and whose newest audit did not pass.</param>
/// <param name="Finished">Audits that ended with a report since the asked instant.</param>
public sealed record AuditsWaiting(int Unaudited, int NotPassed, int Finished);
