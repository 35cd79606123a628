using System.Collections;
using System.Globalization;
using Airflow.Runtime.Processes;

namespace Airflow.Runtime.Child;

/// <summary>
/// What a task can change for the whole process: environment variables, working folder, default cultures, standard streams, umask and exit
/// code. Put back after each try, so that the next one finds what the first one found.
/// </summary>
internal sealed class ProcessState
{
    private readonly Dictionary<string, string> variables = Variables();
    private readonly string folder = Directory.GetCurrentDirectory();
    private readonly CultureInfo? culture = CultureInfo.DefaultThreadCurrentCulture;
    private readonly CultureInfo? interfaceCulture = CultureInfo.DefaultThreadCurrentUICulture;
    private readonly TextReader input = Console.In;
    private readonly TextWriter output = Console.Out;
    private readonly TextWriter error = Console.Error;
    private readonly uint umask;

    public ProcessState()
    {
        // it can only be read by setting it
        umask = Libc.Umask(0x3f);
        _ = Libc.Umask(umask);
    }

    public void Restore()
    {
        RestoreVariables();
        if (!string.Equals(Folder(), folder, StringComparison.Ordinal))
        {
            Directory.SetCurrentDirectory(folder);
        }
        CultureInfo.DefaultThreadCurrentCulture = culture;
        CultureInfo.DefaultThreadCurrentUICulture = interfaceCulture;
        RestoreStreams();
        _ = Libc.Umask(umask);
        Environment.ExitCode = 0;
    }

    private void RestoreVariables()
    {
        var now = Variables();
        foreach (var name in now.Keys.Where(name => !variables.ContainsKey(name)))
        {
            Environment.SetEnvironmentVariable(name, null);
        }
        var hadZone = false;
        foreach (var (name, value) in variables)
        {
            if (!now.TryGetValue(name, out var changed) || !string.Equals(changed, value, StringComparison.Ordinal))
            {
                Environment.SetEnvironmentVariable(name, value);
                hadZone |= name == "TZ";
            }
        }
        if (hadZone || (now.ContainsKey("TZ") && !variables.ContainsKey("TZ")))
        {
            TimeZoneInfo.ClearCachedData();
        }
    }

    private void RestoreStreams()
    {
        if (!ReferenceEquals(Console.In, input))
        {
            Console.SetIn(input);
        }
        if (!ReferenceEquals(Console.Out, output))
        {
            Console.SetOut(output);
        }
        if (!ReferenceEquals(Console.Error, error))
        {
            Console.SetError(error);
        }
    }

    /// <summary>The working folder; empty when the task deleted it.</summary>
    private static string Folder()
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static Dictionary<string, string> Variables() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
}
