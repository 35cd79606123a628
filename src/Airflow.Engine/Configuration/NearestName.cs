namespace Airflow.Engine.Configuration;

/// <summary>Finds the known option whose name is most like a misspelt one.</summary>
internal static class NearestName
{
    public static OptionName? Find(OptionName name, OptionTable table)
    {
        var best = table.Options.Select(option => (option.Name, Distance: DistanceOf(name, option.Name))).MinBy(candidate => candidate.Distance);
        return best.Distance <= Math.Max(2, name.Key.Length / 4) ? best.Name : null;
    }

    // the right key in the wrong section, or in other capitals, is the likeliest slip
    private static int DistanceOf(OptionName wrong, OptionName known)
    {
        var keys = EditDistance.Of(wrong.Key.ToLowerInvariant(), known.Key);
        var sections = Math.Min(EditDistance.Of(wrong.Section.ToLowerInvariant(), known.Section), 2);
        return keys + sections;
    }
}
