namespace Governance.Inference.Fusion;

/// <summary>Checks a task and its split before the training.</summary>
internal static class TaskCheck
{
    public static void Check(FusionTask task, FusionSplit split)
    {
        Shapes(task);
        foreach (var part in Enum.GetValues<FusionPart>())
            Part(task, split[part], part);
        Classes(task, split.Train);
        Subjects(task, split);
    }

    private static void Shapes(FusionTask task)
    {
        Length(task.Masks.Length, task.Rows, "masks");
        Length(task.Labels.Length, task.Rows, "labels");
        Length(task.Groups.Length, task.Rows, "subjects");
        if (task.ClassNames.Count < 2)
            throw new UnfitTaskException("few-classes", task.ClassNames.Count);
    }

    private static void Length(int length, int rows, string name)
    {
        if (length != rows)
            throw new UnfitTaskException("count-differs", length, name, rows);
    }

    private static void Part(FusionTask task, int[] rows, FusionPart part)
    {
        if (rows.Length == 0)
            throw new UnfitTaskException("part-empty", Word(part));
        foreach (var row in rows)
        {
            if (row < 0 || row >= task.Rows)
                throw new UnfitTaskException("part-names-row", Word(part), row, task.Rows);
            if (task.Masks[row] is <= Modalities.None or > Modalities.All)
                throw new UnfitTaskException("row-mask", row, (int)task.Masks[row]);
            if (task.Labels[row] < 0 || task.Labels[row] >= task.ClassNames.Count)
                throw new UnfitTaskException("row-class", row, task.Labels[row], task.ClassNames.Count);
            Finite(task, row);
        }
    }

    private static void Finite(FusionTask task, int row)
    {
        foreach (var m in ModalitySets.Every)
            if (task.Masks[row].Has(m))
                foreach (var value in task.Vectors[m].Row(row))
                    if (!float.IsFinite(value))
                        throw new UnfitTaskException("row-not-finite", m.Word(), row, value);
    }

    private static void Classes(FusionTask task, int[] train)
    {
        var there = train.Select(row => task.Labels[row]).Distinct().ToArray();
        if (there.Length < 2)
            throw new UnfitTaskException("one-class", task.ClassNames[there[0]]);
    }

    private static void Subjects(FusionTask task, FusionSplit split)
    {
        var homes = new Dictionary<int, FusionPart>();
        foreach (var part in Enum.GetValues<FusionPart>())
        foreach (var row in split[part])
            if (!homes.TryAdd(task.Groups[row], part) && homes[task.Groups[row]] != part)
                throw new UnfitTaskException(
                    "subject-in-two-parts",
                    task.Groups[row],
                    Word(homes[task.Groups[row]]),
                    Word(part)
                );
    }

    private static string Word(FusionPart part) =>
        part switch
        {
            FusionPart.Train => "training",
            FusionPart.Validation => "validation",
            _ => "test",
        };
}
