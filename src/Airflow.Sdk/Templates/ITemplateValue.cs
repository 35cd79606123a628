namespace Airflow;

/// <summary>A value of a template field that is made of templates in a way of its own.</summary>
public interface ITemplateValue
{
    /// <summary>The same value as a template, a list, or a dictionary with text keys; rendered, it is read back from its JSON form.</summary>
    object? Plain { get; }
}
