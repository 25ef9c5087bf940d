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
            throw new UnfitTaskException(
                $"There are {task.ClassNames.Count} classes.",
                "A model needs at least two classes: choose another label."
            );
    }

    private static void Length(int length, int rows, string name)
    {
        if (length != rows)
            throw new UnfitTaskException($"There are {length} {name} for {rows} rows.", "Give one for each row.");
    }

    private static void Part(FusionTask task, int[] rows, FusionPart part)
    {
        if (rows.Length == 0)
            throw new UnfitTaskException(
                $"The {Word(part)} part is empty.",
                "Import more subjects, or give the part a larger share."
            );
        foreach (var row in rows)
        {
            if (row < 0 || row >= task.Rows)
                throw new UnfitTaskException(
                    $"The {Word(part)} part names row {row} of {task.Rows}.",
                    "Split the task that is trained."
                );
            if (task.Masks[row] is <= Modalities.None or > Modalities.All)
                throw new UnfitTaskException(
                    $"Row {row} has the mask {(int)task.Masks[row]}.",
                    "Leave out rows without any modality; masks run from 1 to 7."
                );
            if (task.Labels[row] < 0 || task.Labels[row] >= task.ClassNames.Count)
                throw new UnfitTaskException(
                    $"Row {row} has the class {task.Labels[row]} of {task.ClassNames.Count}.",
                    "Number the classes from 0."
                );
            Finite(task, row);
        }
    }

    private static void Finite(FusionTask task, int row)
    {
        foreach (var m in ModalitySets.Every)
            if (task.Masks[row].Has(m))
                foreach (var value in task.Vectors[m].Row(row))
                    if (!float.IsFinite(value))
                        throw new UnfitTaskException(
                            $"The {m.Word()} vector of row {row} contains {value}.",
                            "Embed that sample again, or leave its modality out."
                        );
    }

    private static void Classes(FusionTask task, int[] train)
    {
        var there = train.Select(row => task.Labels[row]).Distinct().ToArray();
        if (there.Length < 2)
            throw new UnfitTaskException(
                $"Every training row has the class “{task.ClassNames[there[0]]}”.",
                "Label samples of at least one more class, from other subjects."
            );
    }

    private static void Subjects(FusionTask task, FusionSplit split)
    {
        var homes = new Dictionary<int, FusionPart>();
        foreach (var part in Enum.GetValues<FusionPart>())
        foreach (var row in split[part])
            if (!homes.TryAdd(task.Groups[row], part) && homes[task.Groups[row]] != part)
                throw new UnfitTaskException(
                    $"Subject {task.Groups[row]} is in the {Word(homes[task.Groups[row]])} part and in the {Word(part)} part.",
                    "Split by subject, so that no subject is in two parts."
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
