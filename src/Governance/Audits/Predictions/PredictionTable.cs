using System.Text.Json;
using Governance.Platform;
using ParquetSharp;

namespace Governance.Audits;

/// <summary>The predictions of an audit that may be read now.</summary>
/// <param name="Classes">The model's classes, in the order of the probabilities.</param>
/// <param name="Missing">Audited samples that are left out: erased, withdrawn, or audited before predictions were kept.</param>
public sealed record PredictionTable(
    Guid AuditId,
    IReadOnlyList<string> Classes,
    IReadOnlyList<PredictionRow> Rows,
    int Missing
)
{
    /// <summary>One JSON object on each line.</summary>
    public byte[] ToJsonLines()
    {
        using var lines = new MemoryStream();
        foreach (var row in Rows)
        {
            JsonSerializer.Serialize(lines, row, CanonicalJson.Options);
            lines.WriteByte((byte)'\n');
        }
        return lines.ToArray();
    }

    /// <summary>
    /// A Parquet file with the columns row, sample_id, subject, used, label and predicted, and one column p_0, p_1 … for each
    /// class. Its metadata names the classes.
    /// </summary>
    public byte[] ToParquet()
    {
        using var content = new MemoryStream();
        ParquetSharp.Column[] columns =
        [
            new Column<int>("row"),
            new Column<string>("sample_id"),
            new Column<int>("subject"),
            new Column<string>("used"),
            new Column<string>("label"),
            new Column<string>("predicted"),
            .. Enumerable.Range(0, Classes.Count).Select(c => new Column<float>($"p_{c}")),
        ];
        var metadata = new Dictionary<string, string>
        {
            ["audit"] = AuditId.ToString(),
            ["classes"] = JsonSerializer.Serialize(Classes, CanonicalJson.Options),
        };
        using (var file = new ParquetFileWriter(content, columns, null, Compression.Snappy, metadata, leaveOpen: true))
        {
            using (var group = file.AppendRowGroup())
            {
                Write(group, r => r.Row);
                Write(group, r => r.SampleId.ToString());
                Write(group, r => r.Subject);
                Write(group, r => string.Join('+', r.Used.Select(m => m.Word())));
                Write(group, r => r.Label);
                Write(group, r => r.Predicted);
                for (var c = 0; c < Classes.Count; c++)
                {
                    var of = c;
                    Write(group, r => r.Probabilities[of]);
                }
            }
            file.Close();
        }
        return content.ToArray();
    }

    private void Write<T>(RowGroupWriter group, Func<PredictionRow, T> value)
    {
        using var column = group.NextColumn().LogicalWriter<T>();
        column.WriteBatch([.. Rows.Select(value)]);
    }
}
