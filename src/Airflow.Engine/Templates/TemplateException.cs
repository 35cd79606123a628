namespace Airflow.Engine.Templates;

/// <summary>A template that cannot be compiled or rendered.</summary>
public sealed class TemplateException : AirflowException
{
    public TemplateException(TemplateErrorKind kind, string message, int line = 0, Exception? innerException = null)
        : base("template_error", line > 0 ? $"{kind}: {message} (line {line})" : $"{kind}: {message}", innerException)
    {
        Kind = kind;
        Line = line;
        Problem = message;
    }

    /// <summary>What went wrong, as Python would name it.</summary>
    public TemplateErrorKind Kind { get; }

    /// <summary>The line in the template, from 1; 0 when it is not known.</summary>
    public int Line { get; }

    /// <summary>The message without kind and line.</summary>
    public string Problem { get; }
}
