using System.Globalization;
using System.Text;

namespace Airflow.Runtime.Parsing;

/// <summary>Something wrong with a DAG file.</summary>
internal sealed record ParseProblem
{
    /// <summary>Path inside the bundle.</summary>
    public required string File { get; init; }

    /// <summary>From 1; 0 when it is not known.</summary>
    public int Line { get; init; }

    /// <summary>From 1; 0 when it is not known.</summary>
    public int Column { get; init; }

    /// <summary>The compiler's code; empty for what it does not know of.</summary>
    public string Code { get; init; } = "";

    public required string Message { get; init; }

    /// <summary>Further lines, such as the frames of an exception.</summary>
    public string Detail { get; init; } = "";

    public bool IsError { get; init; } = true;

    /// <summary>As the compiler writes it, so that editors and people find the place: <c>sales.cs(12,5): error CS1002: ; expected</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(File);
        if (Line > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"({Line}");
            text.Append(Column > 0 ? string.Create(CultureInfo.InvariantCulture, $",{Column})") : ")");
        }

        text.Append(IsError ? ": error" : ": warning").Append(Code.Length > 0 ? " " : "").Append(Code).Append(": ").Append(Message);
        return Detail.Length == 0 ? text.ToString() : text.Append('\n').Append(Detail).ToString();
    }
}
