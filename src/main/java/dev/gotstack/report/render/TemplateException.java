package dev.gotstack.report.render;

/// A template asks for something that there is not. The message is for the user.
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }
}
