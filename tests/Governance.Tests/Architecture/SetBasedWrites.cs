namespace Governance.Tests.Architecture;

/// <summary>Set-based writes of governed rows whose methods append nothing to the ledger, each with the reason.</summary>
internal static class SetBasedWrites
{
    private const string Withdrawn =
        "A step of a withdrawal: its request is in the ledger before, and what it erased is when it completes.";

    private const string LeftOut =
        "Removes pseudonyms of subjects who are left out; what was left out is in the ledger when the import ends.";

    public static readonly IReadOnlyDictionary<string, string> WithoutEntry = new Dictionary<string, string>
    {
        ["Governance.Access.AccessTokens.NoteUseAsync: PersonalAccessToken"] =
            "When a token was last used. A use is not a change of the token, and there may be one every minute.",
        ["Governance.Catalog.RecallSender.ReserveAsync: RecallNotice"] =
            "Reserves a notice for one attempt to send it. The outcome of the attempt is in the ledger.",
        ["Governance.Consent.ConsentProofHolding.EraseAsync: Subject"] = Withdrawn,
        ["Governance.Consent.WithdrawalJob.BeginAsync: Withdrawal"] = Withdrawn,
        ["Governance.Consent.WithdrawalJob.CleanUpAsync: Withdrawal"] =
            "The job was stopped. The request is in the ledger, and so is whoever resumes it.",
        ["Governance.Consent.WithdrawalJob.DropSettledAsync: Withdrawal"] = Withdrawn,
        ["Governance.Ingestion.ImportSubjects.WriteAsync: Import"] =
            "Whom the source names, as hashes. The end of the import, with or without a result, is in the ledger.",
        ["Governance.Ingestion.LeftOutErasure.NameAsync: Import"] = LeftOut,
        ["Governance.Ingestion.LeftOutErasure.MapAsync: Import"] = LeftOut,
        ["Governance.Ingestion.SourceErasure.RunAsync: Import"] = Withdrawn,
        ["Governance.Ingestion.SourceErasure.EraseTextsAsync: Import"] = Withdrawn,
        ["Governance.Models.EpochKeeper.KeepAsync: ModelVersion"] =
            "The checkpoint of a training in progress. Its start and its end are in the ledger.",
        ["Governance.Models.TrainJob.RefuseAsync: ModelVersion"] =
            "Why a training in progress cannot go on, before its run fails. Its end is in the ledger.",
    };
}
