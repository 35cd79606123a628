namespace Airflow.Engine.Templates;

/// <summary>The kinds of template errors, named as the Python exceptions that users know.</summary>
public enum TemplateErrorKind
{
    TemplateSyntaxError,
    TemplateAssertionError,
    TemplateRuntimeError,
    TemplateNotFound,
    UndefinedError,
    SecurityError,
    TypeError,
    AssertionError,
    InvalidTimezone,
    ValueError,
    KeyError,
    IndexError,
    AttributeError,
    ZeroDivisionError,
    OverflowError,
    RecursionError,
    FilterArgumentError,
    JSONDecodeError,
    ParserError,
    AirflowRuntimeError,
    AirflowNotFoundException,
    ValidationError,
    ResourceLimit,
}
