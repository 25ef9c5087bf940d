namespace Governance.Web.Ingestion;

/// <summary>
/// The map that the editor starts with: a photo and a note listed in a table, and one sensor, for the person to adapt
/// to their files.
/// </summary>
internal static class StarterMap
{
    public const string Text = """
        {
          "$schema": "/api/v1/schemas/import-map.json",
          "name": "Inspections with photo, note and vibration",
          "zone": "Europe/Zurich",
          "recordings": {
            "key": "{machine}",
            "subject": "{machine}",
            "kind": "machine"
          },
          "anchor": "note",
          "window": { "before": "1m", "after": "3m" },
          "strata": { "lighting": "{column:lighting}" },
          "streams": [
            {
              "name": "note",
              "modality": "text",
              "listedBy": { "table": "{machine}/inspections.csv", "text": "remark" },
              "time": { "columns": ["time"] }
            },
            {
              "name": "photo",
              "modality": "image",
              "listedBy": { "table": "{machine}/inspections.csv", "file": "{machine}/photos/{column:photo}" },
              "time": { "columns": ["time"] },
              "clock": { "offset": "-1.38s", "uncertainty": "40ms", "statedBy": "operator" }
            },
            {
              "name": "vibration",
              "modality": "sensor",
              "path": "{machine}/vibration.csv",
              "time": { "columns": ["time"] },
              "channels": [{ "column": "rms", "unit": "mm/s" }],
              "tolerance": "5s"
            }
          ]
        }
        """;
}
