namespace Governance.Audits;

/// <summary>Counts of audits for the home page.</summary>
/// <param name="Unaudited">Ready versions without a running or finished audit.</param>
/// <param name="NotPassed">Ready versions with a newest audit that did not pass, if they have an alias or an open
/// proposal, or are the newest ready version of their model.</param>
/// <param name="Finished">Audits that finished with a report since the given instant.</param>
public sealed record AuditsWaiting(int Unaudited, int NotPassed, int Finished);
