namespace Airflow.Runtime.Parsing;

/// <summary>Text of a source file, under its path inside the bundle.</summary>
internal sealed record SourceFile(string Path, string Text);
