namespace Airflow;

/// <summary>Where in the author's code something was written.</summary>
/// <param name="File">Path of the source file as the compiler knew it; empty if unknown.</param>
/// <param name="Line">Line, from 1; 0 if unknown.</param>
internal readonly record struct SourcePlace(string File, int Line)
{
    public override string ToString() => File.Length == 0 ? "" : $"{File}:{Line}";
}
