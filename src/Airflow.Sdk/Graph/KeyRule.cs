using System.Buffers;

namespace Airflow;

/// <summary>Airflow's rule for ids.</summary>
internal static class KeyRule
{
    public const int MaxLength = 250;
    public const int MaxGroupLength = 200;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>What is wrong with an id; <see langword="null"/> if nothing is.</summary>
    public static string? Problem(string key, bool allowDots = true)
    {
        if (key.Length == 0)
        {
            return "the id is empty.";
        }

        var longest = allowDots ? MaxLength : MaxGroupLength;
        if (key.Length > longest)
        {
            return $"the id has {key.Length} characters; at most {longest} are allowed: '{key[..40]}…'.";
        }

        // letters and digits of any script are allowed, as Airflow's \w is
        var wrong = key.FirstOrDefault(character => !Allowed.Contains(character) && !char.IsLetterOrDigit(character));
        if (wrong != default)
        {
            return $"the id '{key}' contains '{wrong}'; letters, digits, dashes, dots and underscores are allowed. A DisplayName may have any characters.";
        }

        return allowDots || !key.Contains('.', StringComparison.Ordinal)
            ? null
            : $"the group's id '{key}' contains a dot, which separates a group from what is in it; use letters, digits, dashes and underscores.";
    }
}
