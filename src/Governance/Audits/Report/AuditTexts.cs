using System.Collections.Frozen;

namespace Governance.Audits;

/// <summary>
/// The sentences of a report that have no values: titles, and what each figure means for somebody who does not know the word.
/// </summary>
internal static class AuditTexts
{
    /// <summary>By the key that reports store; a key lasts.</summary>
    public static readonly FrozenDictionary<string, string> All = new Dictionary<string, string>
    {
        ["answers-not-sure-means"] = "On so many samples it is not certain that the model does better than guessing.",
        ["answers-sure-means"] =
            "The model has learned something that guessing does not give, and chance does not explain it.",
        ["calibration-brier-means"] =
            "Mean squared distance between the stated probabilities and the truth, 0 to 2. It punishes wrong "
            + "and badly calibrated answers alike; lower is better.",
        ["calibration-brier-title"] = "Brier score",
        ["calibration-ece-equal-mass-means"] =
            "The same error with bins that hold equally many samples; when it differs much from the first, "
            + "neither should be trusted to the second digit.",
        ["calibration-ece-equal-mass-title"] = "Calibration error, equal bins",
        ["calibration-ece-means"] =
            "The distance between how sure the model says it is and how often it is right, averaged over all "
            + "samples. 0 is honest. With few samples it cannot come out as 0 even for an honest model, so "
            + "read it as an upper bound.",
        ["calibration-ece-title"] = "Calibration error",
        ["calibration-log-loss-means"] =
            "How surprised the model is by the truth (mean negative log likelihood). Lower is better; being "
            + "sure and wrong costs most.",
        ["calibration-log-loss-title"] = "Surprise",
        ["calibration-max-error-means"] =
            "The gap in the worst bin of the diagram; a bin with few samples can make it large by chance.",
        ["calibration-max-error-title"] = "Largest gap",
        ["calibration-means"] =
            "Samples are sorted by how sure the model is. In an honest model, of those it calls 80 % sure, "
            + "80 % are right: the points lie on the diagonal. Below it, it promises too much.",
        ["calibration-over-confidence-means"] =
            "Mean confidence less the share of right answers. Above 0 the model promises more than it keeps; "
            + "below 0 it is more careful than it needs to be.",
        ["calibration-over-confidence-title"] = "Over-confidence",
        ["clock-accuracy-means"] = "Share of right answers with the moved window.",
        ["clock-accuracy-title"] = "Right answers",
        ["clock-means"] =
            "The sensor's window is moved against the photo and the note and encoded anew, as if its clock "
            + "were wrong. How far the answers hold tells how well clocks must be set.",
        ["clock-no-sensor"] = "the model reads no sensor.",
        ["clock-no-series"] = "no audited sample has a series.",
        ["clock-not-asked"] = "the suite asks for none.",
        ["clock-series-unreadable"] = "no series could be read again.",
        ["clock-severity-means"] =
            "How far the sensor's window was moved, in percent of its length; below 0 the sensor is read too early.",
        ["clock-severity-title"] = "Clock moved by",
        ["confidence-agrees-means"] =
            "When the model says that it is sure, it can be believed as far as these samples tell.",
        ["contribution-accuracy-means"] =
            "How many points of accuracy this modality brings, averaged over every order in which modalities "
            + "could be added (Shapley value). All of them add up to what the model gains over knowing nothing.",
        ["contribution-accuracy-title"] = "Adds to accuracy",
        ["contribution-attention-means"] =
            "Mean weight that the model gives the modality inside. It is not what the modality contributes; "
            + "the two may disagree.",
        ["contribution-attention-title"] = "Attention",
        ["contribution-dominance-means"] =
            "The greatest modality's part in all contributions. Near 100 % the model is of one modality, "
            + "whatever it is called, and the others hardly protect it.",
        ["contribution-dominance-title"] = "Leans on one modality",
        ["contribution-log-likelihood-means"] =
            "The same in log likelihood of the right answer: it also counts how much surer of the truth the "
            + "modality makes the model.",
        ["contribution-log-likelihood-title"] = "Adds to certainty",
        ["contribution-means"] =
            "Which of the modalities the answers really rest on, found by asking the model with every "
            + "combination of them.",
        ["contribution-pair-means"] = "Above 0 two modalities complete each other; below 0 they say the same twice.",
        ["contribution-pair-title"] = "Together",
        ["contribution-synergy-means"] =
            "Accuracy with everything less that of the best single modality. At or below 0 the fusion brings "
            + "nothing that one modality would not.",
        ["contribution-synergy-title"] = "Gain by fusing",
        ["disturbed-accuracy-means"] = "Share of right answers at this severity; the band is its interval.",
        ["disturbed-accuracy-title"] = "Right answers",
        ["disturbed-area-means"] = "Mean accuracy over the whole range of severities.",
        ["disturbed-area-title"] = "Average",
        ["disturbed-dropout-means"] =
            "A growing part of what the encoders made of the recording is wiped out without telling the "
            + "model. At 1 nothing is left, and the model still believes that it sees something: worse than a "
            + "modality that is known to be missing.",
        ["disturbed-dropout-title"] = "Loss of detail",
        ["disturbed-dropout-unit"] = "share of the vector set to zero",
        ["disturbed-noise-means"] =
            "Random noise is added to what the encoders made of the recording, as a dirty lens or a "
            + "trembling sensor would. At 1 the noise is as strong as the natural differences between samples.",
        ["disturbed-noise-title"] = "Noise",
        ["disturbed-noise-unit"] = "standard deviations of the vector",
        ["disturbed-retained-means"] =
            "That average as a share of the accuracy without disturbance. It alone would flatter a model "
            + "that is poor from the start, so read it beside the first point.",
        ["disturbed-retained-title"] = "Survives",
        ["dominance-means"] =
            "Whatever it is called, the model is mostly of one modality; the others protect it little.",
        ["fairness-means"] =
            "The same samples grouped by one attribute at a time. A large gap between groups means that some "
            + "are served worse than others; whether that is unfair is for people to judge. A value that a "
            + "single subject shows is counted and not named, so that the report never tells of one subject.",
        ["group-accuracy-means"] =
            "Share of this group's samples that get the right answer. The interval says how far chance alone "
            + "could have moved it.",
        ["group-accuracy-title"] = "Right answers",
        ["group-n-means"] =
            "How many samples of the group were audited. A group with too few is shown and judges nothing.",
        ["group-n-title"] = "Samples",
        ["groups-alike-means"] = "No difference between groups can be told from chance here.",
        ["groups-differ-means"] =
            "One group is served worse than another; somebody has to decide whether that is acceptable.",
        ["groups-unknown-means"] =
            "Whether some people or circumstances are served worse is not known; audit on more samples "
            + "before relying on it.",
        ["limit-noise-on-vectors"] =
            "Noise and loss of detail are laid on the encoders' vectors, not on photos, notes and readings themselves.",
        ["limit-not-held-out"] =
            "The samples are not the model's own test part; they were not drawn together with what it learned from.",
        ["limit-one-subject"] = "All samples come from one subject: nothing here tells how the model does on others.",
        ["mask-accuracy-means"] =
            "Share of the samples that have these modalities which are answered rightly when the model sees "
            + "only these.",
        ["mask-accuracy-title"] = "Right answers",
        ["mask-calibration-means"] =
            "How far the stated confidence lies from how often it is right, on average. 0 is honest; 0.10 "
            + "means it is off by ten points. Small groups of samples push it up.",
        ["mask-calibration-title"] = "Calibration error",
        ["mask-drop-means"] = "How much accuracy is lost against having every modality, on the same complete samples.",
        ["mask-drop-title"] = "Lost against all",
        ["mask-log-loss-means"] =
            "Mean negative log likelihood: how surprised the model is by the truth. Lower is better; being "
            + "sure and wrong costs most.",
        ["mask-log-loss-title"] = "Surprise",
        ["mask-means"] =
            "Sensors fail and people forget to write. Each line shows the model left with one set of "
            + "modalities; a good one degrades gently and says that it is less sure.",
        ["mask-worst-group-means"] =
            "Right answers in the group that fares worst, among those with enough samples to judge.",
        ["mask-worst-group-title"] = "Worst group",
        ["method-none"] = "A dash: for this figure no interval can be computed.",
        ["method-wilson"] =
            "Found or not found: Wilson's interval for a share of trials, which takes them as independent of "
            + "each other.",
        ["no-single-loss-means"] =
            "The modalities back each other up, or the model rests on one that was never the lost one: see "
            + "what each contributes.",
        ["over-confident-means"] = "It promises more certainty than it keeps; do not let its confidence alone decide.",
        ["overall-accuracy-means"] =
            "Of a hundred samples, with whatever modalities each has, so many get the right answer.",
        ["overall-accuracy-title"] = "Right answers",
        ["overall-gain-means"] =
            "How much more often the model is right than somebody who always gives the most frequent answer. "
            + "At 0 it has learned nothing of use.",
        ["overall-gain-title"] = "Gain over guessing",
        ["overall-majority-title"] = "Right by always guessing",
        ["retrieval-alignment-means"] = "Mean cosine similarity of the two modalities of one moment, −1 to 1.",
        ["retrieval-alignment-title"] = "Alignment",
        ["retrieval-chance-means"] =
            "How often that would happen if the order were drawn by lot; a useful alignment lies clearly above.",
        ["retrieval-chance-title"] = "By chance",
        ["retrieval-hit-means"] =
            "Given one modality of a moment, how often its other modality is among the k most similar of all "
            + "audited moments.",
        ["retrieval-hit-title"] = "Found among the first k",
        ["retrieval-means"] =
            "The model brings text, image and sensor into one common space. Where that works, one modality "
            + "of a moment finds the others again; where it does not, similarity between modalities means "
            + "nothing.",
        ["retrieval-median-rank-means"] =
            "In half of the searches the right moment stands at this place or before. 1 is best.",
        ["retrieval-median-rank-title"] = "Median place",
        ["retrieval-mrr-means"] = "1 when the right moment always comes first, 0.5 when it comes second, and so on.",
        ["retrieval-mrr-title"] = "Mean reciprocal rank",
        ["strata-means"] =
            "A stratum is one combination of circumstances that the version was drawn by. A model may be "
            + "good on average and fail in one of them.",
        ["threshold-accuracy-means"] = "The least share of right answers that was asked for.",
        ["threshold-accuracy-title"] = "Right answers",
        ["threshold-calibration-means"] =
            "How sure the model says it is must not be further than this from how often it is right.",
        ["threshold-calibration-title"] = "Calibration error",
        ["threshold-drop-means"] = "When one modality is lost the answers must not get worse by more than this.",
        ["threshold-gain-means"] = "A model must do better than always giving the most frequent answer.",
        ["threshold-gain-title"] = "Gain over guessing",
        ["threshold-gap-means"] = "Groups must not differ by more than this.",
        ["threshold-noise-means"] = "So much of the accuracy must survive noise.",
        ["threshold-samples-means"] = "With few samples every figure is mostly chance.",
        ["threshold-samples-title"] = "Samples",
        ["threshold-worst-group-means"] = "No group that is large enough to judge may fare worse than this.",
        ["threshold-worst-group-title"] = "Worst group",
        ["under-confident-means"] = "It is more careful than it needs to be, which costs attention and harms nobody.",
    }.ToFrozenDictionary();
}
