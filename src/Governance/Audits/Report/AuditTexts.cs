using System.Collections.Frozen;

namespace Governance.Audits;

/// <summary>
/// The sentences of a report that take no values: titles, and explanations of figures for readers who do not know the term.
/// </summary>
internal static class AuditTexts
{
    /// <summary>By the key that reports store. A key is never renamed.</summary>
    public static readonly FrozenDictionary<string, string> All = new Dictionary<string, string>
    {
        ["answers-few-subjects-means"] =
            "The samples come from too few subjects to tell how far these shares hold for other subjects.",
        ["answers-not-sure-means"] =
            "With this number of samples it is not certain that the model does better than always answering the "
            + "most frequent class.",
        ["answers-sure-means"] =
            "The model is right more often than somebody who always answers the most frequent class, and the "
            + "whole 95 % interval of the gain is above 0.",
        ["calibration-brier-means"] =
            "Mean squared distance between the stated probabilities and the truth, from 0 to 2. Wrong answers and "
            + "badly calibrated answers both increase it; lower is better.",
        ["calibration-brier-title"] = "Brier score",
        ["calibration-ece-equal-mass-means"] =
            "The calibration error computed with bins that hold equally many samples. If the two values differ "
            + "much, trust neither of them to the second digit.",
        ["calibration-ece-equal-mass-title"] = "Calibration error (equal-mass bins)",
        ["calibration-ece-means"] =
            "The difference between the stated confidence and the share of right answers, averaged over all "
            + "samples. 0 is perfect. With few samples it is above 0 even for a well-calibrated model, so read it "
            + "as an upper bound.",
        ["calibration-ece-15-title"] = "Calibration error (ECE, 15 equal-width bins)",
        ["calibration-ece-title"] = "Calibration error",
        ["calibration-log-loss-means"] =
            "Mean negative log likelihood of the right class, in nats. Lower is better; a confident wrong answer "
            + "costs most.",
        ["calibration-log-loss-title"] = "Log loss",
        ["calibration-max-error-means"] =
            "The difference between confidence and accuracy in the worst bin of the diagram. In a bin with few "
            + "samples, chance alone can make it large.",
        ["calibration-max-error-title"] = "Maximum calibration error",
        ["calibration-means"] =
            "Samples are grouped by the model's confidence. A well-calibrated model is right in 80 % of the "
            + "answers that it gives with 80 % confidence, and its points are on the diagonal. A point below the "
            + "diagonal means that the model is overconfident.",
        ["calibration-over-confidence-means"] =
            "Mean confidence minus the share of right answers. Above 0 the model is overconfident; below 0 it is "
            + "underconfident.",
        ["calibration-over-confidence-title"] = "Overconfidence",
        ["clock-accuracy-means"] = "Share of right answers with the shifted window.",
        ["clock-accuracy-title"] = "Accuracy",
        ["clock-means"] =
            "The sensor window is shifted against the photo and the note and encoded again, as if the sensor's "
            + "clock were wrong. The shift that the model tolerates shows how exactly clocks must be set.",
        ["clock-no-sensor"] = "the model reads no sensor.",
        ["clock-no-series"] = "no audited sample has a series.",
        ["clock-not-asked"] = "the suite asks for no clock test.",
        ["clock-series-unreadable"] = "no series could be read again.",
        ["clock-severity-means"] =
            "How far the sensor window was shifted, in percent of its length. Below 0 the sensor is read too "
            + "early.",
        ["clock-severity-title"] = "Clock shift",
        ["confidence-agrees-means"] = "The model's confidence matches its accuracy as far as these samples can tell.",
        ["contribution-accuracy-means"] =
            "How much accuracy this modality adds, averaged over every order in which the modalities can be added "
            + "(Shapley value). The values add up to the gain of all modalities over none.",
        ["contribution-accuracy-title"] = "Adds to accuracy",
        ["contribution-attention-means"] =
            "The mean weight that the model gives this modality internally. A weight is not a contribution, and "
            + "the two may differ.",
        ["contribution-attention-title"] = "Attention",
        ["contribution-dominance-means"] =
            "The share of the largest modality in all contributions. Near 100 % the answers depend on one "
            + "modality only.",
        ["contribution-dominance-title"] = "Dominance of one modality",
        ["contribution-log-likelihood-means"] =
            "The same for the log likelihood of the right class: it also counts how much more probability the "
            + "modality gives to the right class.",
        ["contribution-log-likelihood-title"] = "Adds to log likelihood",
        ["contribution-means"] =
            "How much each modality contributes to the answers. The audit asks the model with every combination "
            + "of modalities.",
        ["contribution-pair-means"] =
            "Above 0 the two modalities complement each other; below 0 they carry the same information.",
        ["contribution-pair-title"] = "Interaction",
        ["contribution-synergy-means"] =
            "Accuracy with all modalities minus the accuracy of the best single modality. At or below 0 the "
            + "fusion adds nothing to the best modality.",
        ["contribution-synergy-title"] = "Gain from fusion",
        ["disturbed-accuracy-means"] = "Share of right answers at this severity. The band is the 95 % interval.",
        ["disturbed-accuracy-title"] = "Accuracy",
        ["disturbed-area-means"] = "Mean accuracy over the whole range of severities.",
        ["disturbed-area-title"] = "Mean accuracy",
        ["disturbed-dropout-means"] =
            "A growing share of each vector's entries is set to zero, and the model is not told. At 1 nothing is "
            + "left, but the model still treats the modality as present, unlike a modality that is known to be "
            + "missing.",
        ["disturbed-dropout-title"] = "Loss of detail",
        ["disturbed-dropout-unit"] = "share of the vector set to zero",
        ["disturbed-noise-means"] =
            "Random noise is added to the encoders' vectors. It stands in for a dirty lens or a vibrating sensor. "
            + "At 1 the noise is as strong as the natural variation between samples.",
        ["disturbed-noise-title"] = "Noise",
        ["disturbed-noise-unit"] = "standard deviations of the vector",
        ["disturbed-retained-means"] =
            "The mean accuracy as a share of the accuracy without disturbance. It can be high for a model that is "
            + "poor from the start, so read it together with the first point.",
        ["disturbed-retained-title"] = "Accuracy retained",
        ["dominance-means"] = "The answers depend mostly on one modality; check the results without it.",
        ["fairness-means"] =
            "The same samples, grouped by one attribute at a time. A large gap means that the model is right less "
            + "often for some groups than for others; people decide whether that is unfair. A value that only one "
            + "subject has is counted but not named, so that the report never describes a single subject.",
        ["group-accuracy-means"] =
            "Share of right answers in this group. The interval shows how far chance alone can have moved it.",
        ["group-accuracy-title"] = "Accuracy",
        ["group-n-means"] =
            "How many samples of the group were audited. A group with too few samples is reported but not "
            + "assessed.",
        ["group-n-title"] = "Samples",
        ["groups-alike-means"] = "Chance alone can explain the largest difference between groups.",
        ["groups-differ-means"] =
            "The model is right less often for one group than for another. Somebody has to decide whether that is "
            + "acceptable.",
        ["groups-unknown-means"] =
            "It is not known whether the model is right less often for some groups. Audit on more samples before "
            + "relying on it.",
        ["limit-noise-on-vectors"] =
            "Noise and loss of detail are applied to the encoders' vectors, not to the photos, notes and readings "
            + "themselves.",
        ["limit-not-held-out"] =
            "The samples are not the model's own test part; they were not drawn together with the samples that "
            + "the model learned from.",
        ["limit-one-subject"] = "All samples come from one subject, so the audit says nothing about other subjects.",
        ["mask-accuracy-means"] =
            "Share of right answers when the model sees only these modalities, over the samples that have them.",
        ["mask-accuracy-title"] = "Accuracy",
        ["mask-calibration-15-title"] = "Calibration error (ECE, 15 equal-width bins)",
        ["mask-calibration-means"] =
            "How far the stated confidence differs from the share of right answers, on average. 0 is perfect; "
            + "0.10 means ten percentage points. Few samples increase it.",
        ["mask-calibration-title"] = "Calibration error",
        ["mask-drop-means"] = "Accuracy lost compared with all modalities, on the same complete samples.",
        ["mask-drop-title"] = "Accuracy lost",
        ["mask-log-loss-means"] =
            "Mean negative log likelihood of the right class, in nats. Lower is better; a confident wrong answer "
            + "costs most.",
        ["mask-log-loss-title"] = "Log loss",
        ["mask-means"] =
            "Sensors fail, and notes are missing. Each row shows the model with one set of modalities. With fewer "
            + "modalities a good model loses accuracy gradually and states lower confidence.",
        ["mask-worst-group-means"] =
            "Accuracy in the group with the lowest accuracy, among the groups with enough samples. With fewer than two such "
            + "groups it is not assessed.",
        ["mask-worst-group-title"] = "Worst group",
        ["method-none"] = "A dash: no interval can be computed for this figure.",
        ["method-wilson"] =
            "Hit rates: Wilson's interval for a share of trials, which treats the trials as independent.",
        ["no-single-loss-means"] =
            "The modalities back each other up, or there are too few samples to show a loss: see what each "
            + "modality contributes.",
        ["over-confident-means"] =
            "The model states more confidence than its accuracy supports. Do not let its confidence alone decide.",
        ["overall-accuracy-means"] = "Share of right answers, with the modalities that each sample has.",
        ["overall-accuracy-title"] = "Accuracy",
        ["overall-gain-means"] =
            "Accuracy minus the share of the most frequent class. At 0 the model is no better than always "
            + "answering that class.",
        ["overall-gain-title"] = "Gain over the most frequent class",
        ["overall-log-loss-gain-means"] =
            "Log loss of a forecast that always states the class frequencies of these samples, minus the log loss of the model, "
            + "in nats. At or below 0 the model's probabilities are no better than the frequencies.",
        ["overall-log-loss-gain-title"] = "Log loss gain over class frequencies",
        ["overall-majority-title"] = "Share of the most frequent class",
        ["retrieval-alignment-means"] = "Mean cosine similarity of the two modalities of one sample, −1 to 1.",
        ["retrieval-alignment-title"] = "Alignment",
        ["retrieval-chance-means"] =
            "Share of hits among the first 10 if the order is random. A useful alignment is clearly above it.",
        ["retrieval-chance-title"] = "By chance",
        ["retrieval-hit-means"] =
            "Share of searches that find the other modality of the same sample among the k most similar ones.",
        ["retrieval-hit-title"] = "Hit rate at k",
        ["retrieval-means"] =
            "The model maps text, image and sensor into one common space. A search takes one modality of a sample "
            + "and looks for another modality of the same sample. Where that fails, similarity between modalities "
            + "means nothing.",
        ["retrieval-median-rank-means"] =
            "In half of the searches the right sample has this rank or a better one. 1 is best.",
        ["retrieval-median-rank-title"] = "Median rank",
        ["retrieval-mrr-means"] =
            "1 when the right sample always comes first, 0.5 when it always comes second, and so on.",
        ["retrieval-mrr-title"] = "Mean reciprocal rank",
        ["strata-means"] =
            "A stratum is one combination of scenario attributes that the version's recipe draws by. A model can "
            + "be good on average and fail in one stratum.",
        ["threshold-accuracy-means"] = "The lowest share of right answers that passes.",
        ["threshold-accuracy-title"] = "Accuracy",
        ["threshold-calibration-15-title"] = "Calibration error (ECE, 15 equal-width bins)",
        ["threshold-calibration-means"] =
            "The stated confidence may differ from the share of right answers by at most this much.",
        ["threshold-calibration-title"] = "Calibration error",
        ["threshold-drop-means"] = "Without one modality the model may lose at most this much accuracy.",
        ["threshold-fusion-gain-means"] =
            "The accuracy with all modalities must exceed the accuracy of the best single modality by at least this much, on "
            + "the same complete samples. At 0 a tie passes.",
        ["threshold-fusion-gain-title"] = "Gain over the best single modality",
        ["threshold-gain-means"] =
            "The accuracy must exceed the share of the most frequent class by at least this much.",
        ["threshold-gain-title"] = "Gain over the most frequent class",
        ["threshold-gap-means"] = "The accuracy of groups may differ by at most this much.",
        ["threshold-log-loss-gain-means"] =
            "The log loss must be below the log loss of the class frequencies by at least this much.",
        ["threshold-log-loss-gain-title"] = "Log loss gain over class frequencies",
        ["threshold-noise-means"] = "The model must retain at least this share of its accuracy under noise.",
        ["threshold-samples-means"] = "With few samples, chance explains most of every figure.",
        ["threshold-samples-title"] = "Samples",
        ["threshold-subjects-means"] =
            "Samples of one subject resemble each other, so few subjects say little about others.",
        ["threshold-subjects-title"] = "Subjects",
        ["threshold-worst-group-means"] = "The lowest accuracy that a group with enough samples may have.",
        ["threshold-worst-group-title"] = "Worst group",
        ["under-confident-means"] =
            "The model states less confidence than its accuracy supports, so people may check more answers than "
            + "necessary.",
    }.ToFrozenDictionary();
}
