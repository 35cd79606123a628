using System.Security.Cryptography;
using System.Text;
using Airflow.Engine.Secrets;

namespace Airflow.Engine.Configuration;

/// <summary>The airflow.cfg of a new installation: every option explained and commented out, keys freshly made.</summary>
public static class NewConfigurationFile
{
    private static readonly OptionName FernetKey = new("core", "fernet_key");
    private static readonly OptionName SecretKey = new("api", "secret_key");
    private static readonly OptionName JwtSecret = new("api_auth", "jwt_secret");

    /// <summary>Writes the file for its owner only, unless it exists; returns whether it was written.</summary>
    public static bool WriteIfMissing(string path, string home)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using var writer = new StreamWriter(path, new UTF8Encoding(false), options);
            writer.Write(Text(home));
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    /// <summary>The text, with new keys at each call.</summary>
    public static string Text(string home)
    {
        var generated = new Dictionary<OptionName, string>
        {
            [FernetKey] = FernetCipher.NewKey(),
            [SecretKey] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            [JwtSecret] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        var text = new StringBuilder(64 * 1024)
            .AppendLine("# Settings of Airflow.NET. A line that begins with # is a comment: the option has the default shown.")
            .AppendLine("# An environment variable AIRFLOW__SECTION__KEY wins over this file. Write %% for a percent sign.");
        foreach (var section in OptionTable.Instance.Sections)
        {
            text.AppendLine().Append('[').Append(section).AppendLine("]");
            foreach (var option in OptionTable.Instance.InSection(section))
            {
                Append(text, option, home, generated.GetValueOrDefault(option.Name));
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, OptionDefinition option, string home, string? generated)
    {
        text.AppendLine().Append("# ").AppendLine(option.Description);
        if (option.Choices.Count > 0)
        {
            text.Append("# One of: ").AppendLine(string.Join(", ", option.Choices.Where(choice => choice.Length > 0)));
        }

        var value = generated ?? IniText.EscapeValue(option.DefaultFor(home) ?? "");
        text.Append(generated is null ? "# " : "").Append(option.Name.Key).Append(" =");
        var separator = " ";
        foreach (var line in value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(separator).Append(line);
            separator = generated is null ? "\n# " : "\n    ";
        }

        text.AppendLine();
    }
}
