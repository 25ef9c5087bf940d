namespace Governance.Web.Ingestion;

/// <summary>
/// What the map's editor begins with: a photo and a note listed by a table, and one sensor, to be changed to the files
/// at hand.
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
