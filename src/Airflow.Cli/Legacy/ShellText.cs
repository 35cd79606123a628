namespace Airflow.Cli.Legacy;

/// <summary>Words as they are typed in a shell, without their secrets.</summary>
internal static class ShellText
{
    private const string Hidden = "***";

    private static readonly string[] SecretFlags = ["-p", "--password", "--conn-password", "--conn-uri", "--conn-extra", "--conn-json"];

    public static string Join(ReadOnlySpan<string> words) => string.Join(' ', Mask(words).Select(static word => word.EndsWith(Hidden, StringComparison.Ordinal) ? word : Quote(word)));

    /// <summary>The words with stars for what nobody else is to read.</summary>
    public static string[] Mask(ReadOnlySpan<string> words)
    {
        var result = new string[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            var equals = words[i].IndexOf('=', StringComparison.Ordinal);
            // -p of a service is its port
            var isSecret = i > 0 && SecretFlags.Contains(words[i - 1]) && !(words[i - 1] == "-p" && int.TryParse(words[i], out _));
            result[i] = isSecret ? Hidden
                : equals > 0 && SecretFlags.Contains(words[i][..equals]) ? words[i][..(equals + 1)] + Hidden
                : words[i];
        }

        return result;
    }

    private static string Quote(string word) => word.Length > 0 && word.All(static letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=@%+,".Contains(letter, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
