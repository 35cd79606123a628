using System.Globalization;
using System.Text.Json;
using Airflow.Engine.Dags.Processing;

namespace Airflow.Runtime.Parsing;

/// <summary>The log of one parsing of one file: a JSON object a line, in a file of that name in the folder of the day.</summary>
internal sealed class ParseLog(string folder, DagFileKey key, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];

    /// <summary>What the file's code wrote.</summary>
    public void Output(string line) => Add("info", line, "parse.stdout");

    public void Add(string level, string text, string logger = "dag_processor")
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        var line = $$"""{"timestamp":"{{now}}","level":"{{level}}","event":{{Quote(text)}},"logger":"{{logger}}","file":{{Quote(key.RelativePath)}}}""";
        lock (_gate)
        {
            _lines.Add(line);
        }
    }

    /// <summary>Appends what was noted; a disk that takes no more costs the log, not the DAG.</summary>
    public bool TryWrite()
    {
        lock (_gate)
        {
            if (_lines.Count == 0)
            {
                return true;
            }

            var path = Path.Combine(folder, time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), key.RelativePath + ".log");
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
                File.AppendAllLines(path, _lines);
                _lines.Clear();
                return true;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    private static string Quote(string text) => JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping) is var encoded ? $"\"{encoded}\"" : "";
}
