using System.Globalization;
using System.Text;
using Governance.Platform;
using Governance.Platform.Outbound;

namespace Governance.Catalog;

/// <summary>The e-mail of a notice: the instruction in words, and the document attached.</summary>
internal static class RecallMail
{
    /// <summary>More are in the attachment only.</summary>
    private const int MaxListed = 200;

    public static OutgoingMail Of(RecallDocument document, string to)
    {
        var n = document.Samples.Count;
        var what = $"{n} {(n == 1 ? "sample" : "samples")}";
        if (document.IsPartial)
            what = $"parts ({document.Modalities.AsSet().InSentence()}) of {what}";
        return new(
            document.NoticeId,
            to,
            $"Delete {what} of export {document.ExportId}",
            TextOf(document),
            CanonicalJson.Bytes(document),
            "recall.json"
        );
    }

    private static string TextOf(RecallDocument document)
    {
        var text = new StringBuilder()
            .Append(document.Instruction)
            .Append("\n\nExport: ")
            .Append(document.ExportId)
            .Append("\nDigest of its manifest.json: ")
            .Append(document.ManifestDigest ?? "none, because the delivery had not ended")
            .Append("\nNotice: ")
            .Append(document.NoticeId)
            .Append("\nWithdrawal: ")
            .Append(document.WithdrawalId);
        if (document.Certificate is { } certificate)
            text.Append("\nCertificate: ").Append(certificate);
        text.Append("\n\nFolders of the samples:\n");
        foreach (var sample in document.Samples.Take(MaxListed))
            text.Append("samples/").Append(sample.Ordinal.ToString("D6", CultureInfo.InvariantCulture)).Append("/\n");
        if (document.Samples.Count > MaxListed)
            text.Append(CultureInfo.InvariantCulture, $"and {document.Samples.Count - MaxListed} more\n");
        return text.Append("\nThe attached recall.json lists all samples with their leaf hashes, for programs.\n")
            .ToString();
    }
}
