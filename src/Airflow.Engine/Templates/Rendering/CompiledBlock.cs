namespace Airflow.Engine.Templates;

/// <summary>A block of a template, ready to be rendered.</summary>
internal sealed record CompiledBlock(string Name, bool IsRequired, Action<Frame> Body);
