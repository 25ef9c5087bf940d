using System.Globalization;
using Governance.Models;
using Governance.Platform;
using Governance.Web.Api;
using Microsoft.AspNetCore.Mvc;

namespace Governance.Web.Models;

internal static class ServingApi
{
    /// <summary>
    /// The largest request body: fits a photo of 20 megapixels as base64, a long note and ten minutes of vibration.
    /// </summary>
    private const int MaxBytes = 32 * 1024 * 1024;

    public static void MapServing(this RouteGroupBuilder api)
    {
        api.MapPost(
                "/models/{name}/aliases/{alias}/predict",
                async (
                    string name,
                    string alias,
                    NewPrediction body,
                    ModelServing serving,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                {
                    var input = body.Read();
                    if (!input.Ok)
                        return ApiResults.Problem(input.Refusal);
                    return ApiResults.Answer(
                        await serving.PredictAsync(http.Actor(), name, alias, input.Value, ct),
                        PredictionView.Of
                    );
                }
            )
            .WithName("Predict")
            .WithTags("Models")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
            .WithSummary(
                "Predict with the version that the alias points to, from text, image (base64), series or a sample; the "
                    + "answer names modalities that were not used. At most 32 MB"
            )
            .RequireAuthorization(ModelsPolicies.Predict)
            .Produces<PredictionView>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet(
                "/models/{name}/versions/{number:int}/predictions",
                async (
                    string name,
                    int number,
                    ModelServing serving,
                    HttpContext http,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                    ApiResults.Page(
                        await serving.LogAsync(http.Actor(), name, number, cursor, size, ct),
                        LoggedPrediction.Of
                    )
            )
            .WithName("ListPredictions")
            .WithTags("Models")
            .WithSummary("List the predictions of a version, newest first; the log keeps no inputs")
            .RequireAuthorization(ModelsPolicies.Read)
            .Produces<Page<LoggedPrediction>>();
    }

    private sealed record NewPrediction(
        string? Text = null,
        byte[]? Image = null,
        IReadOnlyList<NewSeries>? Series = null,
        Guid? SampleId = null,
        IReadOnlyList<Modality>? Without = null,
        bool EveryMask = false
    )
    {
        public Result<PredictionInput> Read()
        {
            var series = new List<SeriesPart>();
            foreach (var part in Series ?? [])
            {
                var times = new long[part.TimesNs.Count];
                for (var i = 0; i < times.Length; i++)
                    if (
                        !long.TryParse(
                            part.TimesNs[i],
                            NumberStyles.AllowLeadingSign,
                            CultureInfo.InvariantCulture,
                            out times[i]
                        )
                    )
                        return new SeriesTimeUnreadable(part.Name, part.TimesNs[i]);
                series.Add(new(part.Name, part.Unit ?? "", times, [.. part.Values.Select(v => v ?? double.NaN)]));
            }
            var without = (Without ?? []).AsSet();
            return new PredictionInput(
                Text,
                Image is null ? null : new ReadOnlyMemory<byte>(Image),
                series,
                SampleId,
                without,
                EveryMask
            );
        }
    }

    /// <param name="TimesNs">Nanoseconds since the Unix epoch, as strings: JSON numbers lose their last digits.</param>
    /// <param name="Values">Null is a gap.</param>
    private sealed record NewSeries(
        string Name,
        IReadOnlyList<string> TimesNs,
        IReadOnlyList<double?> Values,
        string? Unit = null
    );

    private sealed record PredictionView(
        Guid Id,
        string Model,
        int Version,
        string Alias,
        string Class,
        double Probability,
        IReadOnlyList<ClassProbability> Probabilities,
        IReadOnlyList<Modality> Used,
        IReadOnlyList<LostModality> Lost,
        double Temperature,
        string Disclosure,
        double Milliseconds,
        IReadOnlyList<MaskView> Masks
    )
    {
        public static PredictionView Of(PredictionAnswer a) =>
            new(
                a.Id,
                a.Model,
                a.Version,
                a.Alias,
                a.Class,
                a.Probability,
                a.Probabilities,
                [.. a.Used.Each()],
                a.Lost,
                a.Temperature,
                a.Disclosure,
                a.Milliseconds,
                [.. a.Masks.Select(MaskView.Of)]
            );
    }

    private sealed record MaskView(IReadOnlyList<Modality> Seen, string? Class, double? Probability, double Temperature)
    {
        public static MaskView Of(MaskAnswer m) => new([.. m.Seen.Each()], m.Class, m.Probability, m.Temperature);
    }

    private sealed record LoggedPrediction(
        Guid Id,
        string Alias,
        DateTimeOffset At,
        Guid ActorId,
        IReadOnlyList<Modality> Used,
        IReadOnlyList<Modality> Lost,
        string Class,
        double Probability,
        double Milliseconds
    )
    {
        public static LoggedPrediction Of(Prediction p) =>
            new(
                p.Id,
                p.Alias,
                p.At,
                p.ActorId,
                [.. p.Used.Each()],
                [.. p.Lost.Each()],
                p.Class,
                p.Probability,
                p.Milliseconds
            );
    }
}
