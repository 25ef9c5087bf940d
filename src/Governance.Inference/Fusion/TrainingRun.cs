namespace Governance.Inference.Fusion;

/// <summary>The state of one training.</summary>
internal sealed class TrainingRun
{
    private readonly FusionTask _task;
    private readonly FusionSplit _split;
    private readonly FusionOptions _options;
    private readonly byte[] _identity;
    private readonly FusionNet _net;
    private readonly FusionBatch _batch;
    private readonly AdamW _optimiser;
    private readonly TrainingLength _length;
    private readonly LearningRate _rate;
    private readonly float[] _classWeights;
    private readonly float[] _best;
    private readonly List<FusionEpoch> _curve = [];

    public TrainingRun(FusionTask task, FusionSplit split, FusionOptions options)
    {
        (_task, _split, _options) = (task, split, options);
        _identity = TrainingIdentity.Of(task, split, options);
        var shape = new FusionShape(options.Kind, task.Vectors.Dimensions, options.Hidden, task.ClassNames.Count);
        _net = new FusionNet(shape, options.Batch, options.Seed, options.ContrastiveTemperature);
        _batch = new FusionBatch(shape, options.Batch);
        _optimiser = new AdamW(_net.Parameters, options.WeightDecay);
        _length = TrainingLength.Of(options, split.Train.Length);
        _rate = new LearningRate(options.LearningRate, options.Schedule, _length.Steps);
        _classWeights = WeighClasses(task, split.Train, options.ClassWeights);
        _best = new float[_net.Parameters.Count];
    }

    public IReadOnlyList<FusionEpoch> Curve => _curve;

    public bool Finished =>
        _curve.Count == _length.Epochs || (_options.Patience is { } patience && _curve.Count - LowestEpoch >= patience);

    /// <summary>The epoch with the lowest validation loss, the earlier one on a tie; 0 before the first.</summary>
    private int LowestEpoch => _curve.Count == 0 ? 0 : _curve.MinBy(e => e.ValidationLoss)!.Epoch;

    /// <summary>The epoch that the kept parameters come from.</summary>
    private int BestEpoch => _options.KeepBest ? LowestEpoch : _curve.Count;

    public void Resume(FusionCheckpoint from)
    {
        if (!from.Identity.AsSpan().SequenceEqual(_identity) || from.Values.Length != _net.Parameters.Count)
            throw new UnfitTaskException("checkpoint-of-other");
        from.Values.CopyTo(_net.Parameters.AllValues);
        from.Best.CopyTo(_best.AsSpan());
        _optimiser.Restore(from.First, from.Second, from.Steps);
        _curve.AddRange(from.Curve);
    }

    public FusionCheckpoint Checkpoint() =>
        new(
            _identity,
            _optimiser.Steps,
            _net.Parameters.AllValues.ToArray(),
            [.. _optimiser.First],
            [.. _optimiser.Second],
            [.. _best],
            [.. _curve]
        );

    public void RunEpoch(CancellationToken ct)
    {
        var epoch = _curve.Count + 1;
        double loss = 0,
            contrastive = 0;
        for (var pass = 1; pass <= _length.Passes; pass++)
        {
            var (classification, aligned) = RunPass((epoch - 1) * _length.Passes + pass, ct);
            loss += classification / _length.Passes;
            contrastive += aligned / _length.Passes;
        }
        Record(epoch, loss, contrastive);
    }

    /// <summary>One pass over the training part; both losses as means over its rows.</summary>
    /// <param name="number">From 1; names the random streams.</param>
    private (double Loss, double Contrastive) RunPass(int number, CancellationToken ct)
    {
        var order = _split.Train.ToArray();
        RandomStream.Of(_options.Seed, RandomPurpose.Order, number).Shuffle<int>(order);
        var dropout = new ModalityDropout(
            _options.ModalityDropout,
            RandomStream.Of(_options.Seed, RandomPurpose.Dropout, number)
        );
        double loss = 0,
            contrastive = 0;
        for (var start = 0; start < order.Length; start += _options.Batch)
        {
            ct.ThrowIfCancellationRequested();
            var rows = order.AsSpan(start, Math.Min(_options.Batch, order.Length - start));
            _batch.Take(_task.Vectors, _task.Masks, _task.Labels, rows);
            dropout.Apply(_batch.Masks);
            var (classification, aligned) = _net.Differentiate(_batch, _classWeights, _options.ContrastiveWeight);
            loss += classification * rows.Length;
            contrastive += aligned * rows.Length;
            _optimiser.Step(_rate.At(_optimiser.Steps));
        }
        return (loss / order.Length, contrastive / order.Length);
    }

    public FusionModel Finish()
    {
        _best.CopyTo(_net.Parameters.AllValues);
        var temperatures = MaskTemperatures.Fit(_net, _batch, _task, _split.Validation);
        return new FusionModel(
            _net.Shape,
            _options,
            [.. _task.ClassNames],
            [.. _best],
            temperatures,
            [.. _curve],
            BestEpoch
        );
    }

    private void Record(int epoch, double loss, double contrastive)
    {
        var logits = Evaluation.Logits(_net, _batch, _task.Vectors, _task.Masks, _split.Validation);
        var classes = _net.Shape.Classes;
        int[] labels = [.. _split.Validation.Select(row => _task.Labels[row])];
        CrossEntropy.Softmax(logits, classes);
        var validation = CrossEntropy.MeanNegativeLog(logits, classes, labels);
        if (!double.IsFinite(validation) || !double.IsFinite(loss))
            throw new UnfitTaskException("loss-not-finite", epoch);
        _curve.Add(
            new(
                epoch,
                loss,
                contrastive,
                validation,
                Evaluation.Accuracy(logits, classes, labels),
                _rate.At(_optimiser.Steps - 1)
            )
        );
        if (BestEpoch == epoch)
            _net.Parameters.AllValues.CopyTo(_best);
    }

    /// <summary>rows / (present classes · rows of the class), so that all classes have the same total weight.</summary>
    private static float[] WeighClasses(FusionTask task, int[] train, bool weigh)
    {
        var weights = new float[task.ClassNames.Count];
        if (!weigh)
        {
            weights.AsSpan().Fill(1);
            return weights;
        }
        var counts = new int[weights.Length];
        foreach (var row in train)
            counts[task.Labels[row]]++;
        var there = counts.Count(n => n > 0);
        for (var c = 0; c < weights.Length; c++)
            weights[c] = counts[c] == 0 ? 0 : (float)train.Length / (there * counts[c]);
        return weights;
    }
}
